import { createHash } from 'node:crypto'

/** What rolldown tells of a module: what it imports at once, who imports it at once, and who when it is needed. */
type Graph = {
  getModuleInfo(
    id: string,
  ): { importedIds: readonly string[]; importers: readonly string[]; dynamicImporters: readonly string[] } | null
}

/**
 * Names the file that a module goes into, so that a page loads few: one for what a version shares with other pages, one for what the
 * others share besides, one for what lists are searched with, one for each page, and some for what several parts of pages share that
 * are loaded when they are needed.
 * Null leaves a module to its only part.
 * A module's users are always users of what it imports, and what it needs is more than what that needs, so no two files import each other.
 * `pagesFrom`: the module that imports the pages.
 */
export function fileOf(pagesFrom: RegExp): (id: string, graph: Graph) => string | null {
  const files = new Map<string, string | null>()
  const needed = new Map<string, ReadonlySet<string>>()

  function nameIn(id: string, graph: Graph): string | null {
    const users = usersOf(id, graph)
    const named = fileByUsers(id, users, graph, pagesFrom)
    if (named !== undefined) return named
    // Libraries that the same parts need are in one file, and of our own code what needs the same files: that of one, or of none.
    if (isLibrary(id)) return `for-${hashOf(users.map(nameOf))}`
    const [file = 'parts', ...others] = [...needs(id, graph)].toSorted()
    return others.length === 0 && !lean.test(file) ? file : `for-${hashOf([file, ...others])}`
  }

  const nameOnce = (id: string, graph: Graph) => {
    if (!files.has(id)) files.set(id, nameIn(id, graph))
    return files.get(id)!
  }

  /** The files, besides those of our own code that has no better place, that a module needs. */
  function needs(id: string, graph: Graph): ReadonlySet<string> {
    const known = needed.get(id)
    if (known) return known
    const found = new Set<string>()
    needed.set(id, found)
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) {
      const file = isLibrary(next) ? nameOnce(next, graph) : fileByUsers(next, usersOf(next, graph), graph, pagesFrom)
      if (file && !usual.test(file)) found.add(file)
      for (const further of needs(next, graph)) found.add(further)
    }
    return found
  }

  return nameOnce
}

/** What pages load at first, and must not bring what parts share. */
const lean = /^(search|read-yaml)$/
/** Files that most parts need. */
const usual = /^(pages|tables|controls)$/
/** Libraries of a few kB are as our own code. */
const isLibrary = (id: string) => /node_modules(?!.(zustand|@renovatebot))/.test(id)
const hashOf = (names: readonly unknown[]) => createHash('sha256').update(names.join()).digest('hex').slice(0, 6)

/** The file of a module that the place of its users decides. */
function fileByUsers(id: string, users: readonly string[], graph: Graph, pagesFrom: RegExp): string | null | undefined {
  const pages = users.filter(
    (user) =>
      !rare.test(user) && graph.getModuleInfo(user)?.dynamicImporters.some((importer) => pagesFrom.test(importer)),
  )
  if (pages.length === 1 && users.length === 1) return nameOf(users[0]!)
  if (pages.length > 0) {
    if (pages.every((page) => lists.test(page)) && !users.some((user) => previews.test(user))) return 'search'
    return users.some((user) => version.test(user)) ? 'pages' : 'tables'
  }
  const isControl = /@mui|react-transition-group|@popperjs/.test(id)
  if (isControl && users.length > 1)
    return users.filter((user) => !charted.test(user)).length > 7 || users.some((user) => browser.test(user))
      ? 'controls'
      : 'choices'
  if (users.some((user) => browser.test(user))) return users.some((user) => rare.test(user)) ? 'controls' : 'previews'
  if (users.some((user) => recipes.test(user)) && users.every((user) => use.test(user))) return 'UseModel'
  if (yaml.test(id)) return 'read-yaml'
  if (users.length < 2) return null
  if (users.some((user) => shownText.test(user)) && users.every((user) => texts.test(user))) return 'markdown'
  if (!isLibrary(id) && users.every((user) => previews.test(user)) && !sanitizer.test(id)) return 'previews'
  if (!isLibrary(id) && users.every((user) => dialogs.test(user))) return 'dialogs'
  if (smoothing.test(id)) return 'choices'
  // 1 kB, without what is loaded when somebody looks at it.
  if (!isLibrary(id) && users.some((user) => charts.test(user)) && !users.includes(id)) return 'controls'
  return undefined
}

/** Pages that share nothing with the others: what they need besides would be loaded with every page. */
const rare = /src.pages.(settings|welcome|models.(health|which)|(versions|runs).compare)/
/** What the charts of compared runs need is loaded with them, however many others need it too. */
const charted = /src.pages.runs.compare/
/** What only these and dialogs need, the other pages do not load. */
const lists = /(Models|Experiments|Runs)Page\.tsx$/
/** What a version shows at first: without tables and lists, a half of what the other pages share. */
const version = /VersionPage\.tsx$|src.parts.use.UseModel\.tsx$|src.ui.markdown.Markdown\.tsx$/
const shownText = /src.ui.markdown.Markdown\.tsx$/
const texts = /src.ui.markdown|DescriptionForm\.tsx$|(Markdown|Notebook)Preview\.tsx$/
const previews = /src.previews|ArtifactBrowser\.tsx$|FileDiff\.tsx$/
/** Brings a library of 10 kB, for HTML alone. */
const sanitizer = /src.previews.html.sanitize\.ts$/
const browser = /src.parts.ArtifactBrowser\.tsx$/
const charts = /src.ui.chart|Metric(s|OverVersions)\.tsx$/
/** Is shown with charts only, and stands beside the slider that it needs. */
const smoothing = /src.ui.controls.Smoothing\.tsx$/
/** What a version's first tab shows, which has some recipes loaded when they are chosen. */
const recipes = /src.parts.use.UseModel\.tsx$/
const use = /src.parts.use/
/** The library, and what is 1 kB without it and needed with it by every version of a model. */
const yaml = /node_modules.yaml.|contract.libraries\.ts$/
const dialogs = /(Dialog|Form|Menu)\.tsx$/

const nameOf = (id: string) => /([^/\\]+)\.tsx?$/.exec(id)?.[1] ?? null

/** The modules loaded when they are needed that need a module at once, in the order of their names. */
function usersOf(id: string, graph: Graph): string[] {
  const seen = new Set<string>()
  const visit = (at: string) => {
    if (seen.has(at)) return
    seen.add(at)
    for (const importer of graph.getModuleInfo(at)?.importers ?? []) visit(importer)
  }
  visit(id)
  return [...seen].filter((at) => graph.getModuleInfo(at)!.dynamicImporters.length > 0).toSorted()
}

/** What rolldown tells of a file that it wrote. */
type File = { fileName: string; imports?: readonly string[] }

/** Throws if files import each other in a circle: then one of them would run before what it needs. */
export function checkNoCircle(files: readonly File[]): void {
  const imports = new Map(files.map((file) => [file.fileName, file.imports ?? []]))
  const done = new Set<string>()
  const visit = (file: string, above: readonly string[]) => {
    if (above.includes(file)) throw new Error(`Files import each other: ${[...above, file].join(' → ')}`)
    if (done.has(file)) return
    for (const next of imports.get(file) ?? []) visit(next, [...above, file])
    done.add(file)
  }
  for (const { fileName } of files) visit(fileName, [])
}
