import { createHash } from 'node:crypto'

/** What rolldown tells of a module: what it imports at once, who imports it at once, and who when it is needed. */
type Module = {
  isEntry: boolean
  importedIds: readonly string[]
  importers: readonly string[]
  dynamicImporters: readonly string[]
}
type Graph = { getModuleInfo(id: string): Module | null }

/** What is in a file of its own, for every page: React, and src/react.ts, which runs it from there. */
export const inReactsFile = /node_modules.(react|react-dom|scheduler)[\\/]|src.react\.ts$/

/**
 * Names the file that a module goes into, so that a page loads few: one for the app and what a version shares with other pages, one
 * for what the others share besides, one for what lists are searched with, one for each page, one for what tabs, dialogs and rare pages
 * share, and some for previews, charts and parsers that are loaded when they are needed.
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
    if (users.some((user) => changes.test(user))) return others.length === 0 && file === 'parts' ? 'parts' : 'changes'
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
const usual = /^(app|tables|controls)$/
/** Libraries of a few kB are as our own code. */
const isLibrary = (id: string) => /node_modules(?!.(zustand|@renovatebot))/.test(id)
const hashOf = (names: readonly unknown[]) => createHash('sha256').update(names.join()).digest('hex').slice(0, 6)

/** The file of a module that the place of its users decides. */
function fileByUsers(id: string, users: readonly string[], graph: Graph, pagesFrom: RegExp): string | null | undefined {
  if (users.some((user) => graph.getModuleInfo(user)?.isEntry)) return 'app'
  const pages = users.filter(
    (user) =>
      !rare.test(user) && graph.getModuleInfo(user)?.dynamicImporters.some((importer) => pagesFrom.test(importer)),
  )
  if (pages.length === 1 && users.length === 1) return besidePreviews.test(pages[0]!) ? 'previews' : nameOf(pages[0]!)
  if (pages.length > 0) {
    if (pages.every((page) => lists.test(page)) && !users.some((user) => unlisted.test(user))) return 'search'
    return users.some((user) => version.test(user)) ? 'app' : 'tables'
  }
  for (const [file, all] of together) if (users.length > 0 && users.every((user) => all.test(user))) return file
  if (yaml.test(id)) return 'read-yaml'
  if (onCards.test(id)) return 'tables'
  const isControl = /@mui|react-transition-group|@popperjs/.test(id)
  if (isControl && users.length > 1)
    return users.filter((user) => !charted.test(user)).length > 7 || users.some((user) => browser.test(user))
      ? 'controls'
      : 'parts'
  if (users.some((user) => browser.test(user))) return users.some((user) => rare.test(user)) ? 'controls' : 'previews'
  if (users.length < 2) return null
  if (!isLibrary(id) && users.every((user) => previews.test(user))) return 'previews'
  if (!isLibrary(id) && users.every((user) => dialogs.test(user))) return 'dialogs'
  if (smoothing.test(id)) return 'parts'
  // 2 kB each, which a model and a version need without what parts share.
  if (!isLibrary(id) && users.some((user) => charts.test(user) || banner.test(user))) return 'controls'
  return undefined
}

/** Pages that share nothing with the others: what they need besides would be loaded with every page. */
const rare = /src.pages.(settings|welcome|models.(health|which)|(versions|runs).compare)/
/** What the charts of compared runs need is loaded with them, however many others need it too. */
const charted = /src.pages.runs.compare/
/** 2 kB, and shows the previews of its files on each tab, with what reads YAML: a file more for both. */
const besidePreviews = /src.pages.logged-models.LoggedModelPage\.tsx$/
/** What only these and dialogs need, the other pages do not load. */
const lists = /(Models|Experiments|Runs)Page\.tsx$/
/** Pages without lists that need what lists share. */
const unlisted = /src.previews|ArtifactBrowser\.tsx$|FileDiff\.tsx$|VersionChanges\.tsx$|CompareVersionsPage\.tsx$/
/** What a version shows at first: without tables and lists, a half of what the other pages share. */
const version = /VersionPage\.tsx$|src.parts.use.UseModel\.tsx$|src.ui.markdown.(Rich)?Markdown\.tsx$/
const previews = /src.previews|ArtifactBrowser\.tsx$|FileDiff\.tsx$/
const browser = /src.parts.ArtifactBrowser\.tsx$/
const charts = /src.ui.chart|Metric(s|OverVersions)\.tsx$/
/** Models as cards, and what tells more of them in lists. */
const cards =
  /src.pages.models.list.(\w+.)?(ModelCards|MetricsCell|SortByMetric|FoundAbout|metric-values)\.tsx?$|src.api.facts.beside-models\.ts$/
/** What cards and found models need, 1 to 4 kB each: among what parts share, it would bring all of that. */
const onCards =
  /src.ui.table.(CardList|page-place)\.tsx?$|src.domain.(find.Marked|health.model-faults|metrics.main-metrics)\.tsx?$/
/** What is asked for a version, on each of its tabs. */
const banner = /RequestBanner\.tsx$/
/** Is shown with charts only, and stands beside the slider that it needs. */
const smoothing = /src.ui.controls.Smoothing\.tsx$/
/** The library, and what is 2 kB without it and needed with it by every version of a model. */
const yaml = /node_modules.yaml.|contract.(libraries|mlmodel)\.ts$/
const dialogs = /(Dialog|Form|Menu)\.tsx$/

/** Needs most of what parts share, and what reads YAML. */
const changes = /src.pages.versions.changes.VersionChanges\.tsx$/

/** Parts that are shown together, or each of them with much the same: a file for what only they need, and which they are. */
const together: readonly [file: string, parts: RegExp][] = [
  ['charts', /src.ui.chart.(LineChart|PlotCanvas)\.tsx$/],
  // Less than 1 kB each, beside what the pages that show them have.
  ['app', /rights-request\.ts$/],
  ['tables', /AccessButton\.tsx$/],
  // In front of MLflow, the palette also finds models with what lists need.
  ['search', /(SearchError|DidYouMean)\.tsx$|gathered-facts\.ts$|src.domain.find.model-index\.ts$/],
  ['RunsPage', /AboutExperiment\.tsx$/],
  // 1 to 3 kB each, beside the menus that they need or stand with.
  [
    'controls',
    /(ChosenValues|RequestBanner|WorkspaceMenu|Metric(Meanings|Menu|OverVersions))\.tsx$|(usual-metrics|gathered-summaries)\.ts$/,
  ],
  ['ModelCards', cards],
  ['ReadyVersions', /src.pages.reviews.(ReadyVersions|RequestCards|Overrides)\.tsx$/],
  ['changes', changes],
  // What shows what YAML says: how to use a model is a version's first tab, and on a model's page if somebody asks.
  ['read-yaml', /src.parts.use.\w+\.tsx$|FrontMatter\.tsx$|contract.(libraries|mlmodel)\.ts$/],
  [
    'previews',
    /src.previews.(bytes|html|json|markdown|media|model|notebook).\w+Preview\.tsx$|highlight\.ts$|languages.(json|markdown|python|r|yaml)\.js$/,
  ],
  // Settings show these beside what parts share, and leave room for the palette.
  ['parts', /(SignInDialog|PolicyEditor|TimeZoneField)\.tsx$/],
]

/** Every pattern of paths here: one that matches no file any more, after a rename, would split the code otherwise (code-splitting.test.ts). */
export const patterns: readonly RegExp[] = [
  inReactsFile,
  rare,
  charted,
  lists,
  unlisted,
  version,
  besidePreviews,
  previews,
  browser,
  charts,
  cards,
  onCards,
  banner,
  smoothing,
  yaml,
  dialogs,
  changes,
  ...together.map(([, parts]) => parts),
]

const nameOf = (id: string) => /([^/\\]+)\.tsx?$/.exec(id)?.[1] ?? null

/** The app and the modules loaded when they are needed that need a module at once, in the order of their names. */
function usersOf(id: string, graph: Graph): string[] {
  const seen = new Set<string>()
  const visit = (at: string) => {
    if (seen.has(at)) return
    seen.add(at)
    for (const importer of graph.getModuleInfo(at)?.importers ?? []) visit(importer)
  }
  visit(id)
  return [...seen].filter((at) => isStart(graph.getModuleInfo(at)!)).toSorted()
}

const isStart = ({ isEntry, dynamicImporters }: Module) => isEntry || dynamicImporters.length > 0

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
