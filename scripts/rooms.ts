/** The rooms of ARCHITECTURE.md, and the rooms that each may import from, besides itself. */
export const mayImport = {
  markdown: [],
  contract: ['markdown'],
  text: ['contract'],
  preferences: [],
  ui: ['preferences', 'text', 'markdown'],
  paths: ['preferences', 'contract'],
  domain: ['ui', 'paths', 'preferences', 'text', 'contract'],
  api: ['paths', 'preferences', 'text', 'contract'],
  previews: ['api', 'domain', 'ui', 'paths', 'preferences', 'text', 'contract'],
  parts: ['previews', 'api', 'domain', 'ui', 'paths', 'preferences', 'text', 'contract'],
  pages: ['parts', 'previews', 'api', 'domain', 'ui', 'paths', 'preferences', 'text', 'contract'],
  wiring: ['pages', 'parts', 'previews', 'api', 'domain', 'ui', 'paths', 'preferences', 'contract'],
  config: ['contract'],
  db: ['contract'],
  store: ['db', 'config', 'contract'],
  routes: ['store', 'db', 'config', 'contract'],
  upstream: ['config', 'contract'],
  reviews: ['upstream', 'routes', 'store', 'db', 'config', 'contract'],
  app: ['routes', 'store', 'db', 'config', 'contract'],
  main: ['app', 'reviews', 'upstream', 'config', 'routes', 'store', 'db', 'contract'],
  scripts: ['contract'],
  testbed: ['contract', 'scripts'],
  e2e: ['testbed', 'contract', 'scripts'],
  conformance: ['testbed', 'contract', 'scripts'],
  bench: ['testbed', 'contract', 'scripts'],
  look: ['testbed', 'contract', 'scripts'],
} satisfies Record<string, readonly string[]>

export type Room = keyof typeof mayImport

/** Files that are a room by themselves, or belong to another room than their folder. */
const files: Record<string, Room> = {
  'src/preferences.ts': 'preferences',
  'src/places.ts': 'preferences',
  'src/storage.ts': 'preferences',
  'src/base-url.ts': 'preferences',
  'src/paths.ts': 'paths',
  'src/route-params.ts': 'paths',
  'src/url-params.ts': 'paths',
  'src/grammar-search.ts': 'paths',
  'server/main.ts': 'main',
  'server/open-backend.ts': 'main',
  'server/backup/backup.ts': 'main',
  'server/request-body.ts': 'config',
  'server/backend.ts': 'config',
  'server/errors.ts': 'config',
  'server/json-answer.ts': 'config',
  'server/only-quick.ts': 'config',
  'server/doors.ts': 'config',
  'server/version.ts': 'config',
  'server/embedded/db.ts': 'db',
  'server/embedded/fold-case.ts': 'db',
  'server/embedded/like.ts': 'db',
  'server/embedded/migrate.ts': 'db',
  'server/embedded/weigh.ts': 'db',
  'server/embedded/passing-bytes.ts': 'db',
  'server/embedded/python-text.ts': 'db',
  'server/embedded/turn-snapshots.ts': 'db',
}

/** Folders that are rooms, innermost first. */
const folders: [string, Room][] = [
  ['src/pages/', 'pages'],
  ['src/parts/', 'parts'],
  ['src/previews/', 'previews'],
  ['src/domain/', 'domain'],
  ['src/api/', 'api'],
  ['src/text/', 'text'],
  ['src/ui/', 'ui'],
  ['src/', 'wiring'],
  ['server/embedded/store/', 'store'],
  ['server/embedded/', 'routes'],
  ['server/shell/', 'main'],
  ['server/config/', 'config'],
  ['server/upstream/reviews/', 'reviews'],
  ['server/upstream/', 'upstream'],
  ['server/', 'app'],
  ['contract/markdown/', 'markdown'],
  ['contract/', 'contract'],
  ['scripts/', 'scripts'],
  ['testbed/', 'testbed'],
  ['e2e/', 'e2e'],
  ['conformance/', 'conformance'],
  ['bench/', 'bench'],
  ['look/', 'look'],
]

/** The room of a file, or undefined for a file at the root. */
export function roomOf(file: string): Room | undefined {
  return files[file] ?? folders.find(([folder]) => file.startsWith(folder))?.[1]
}

/** The files that each file imports, as paths from the root. */
export type Graph = ReadonlyMap<string, readonly string[]>

/** A folder with more product files than this must be split. */
const MAX_FILES = 30

/** What breaks the rules of ARCHITECTURE.md, one line each. The graph holds product files only. */
export function brokenRules(graph: Graph): string[] {
  return [...wrongImports(graph), ...pageToPage(graph), ...circles(graph), ...fullFolders(graph)]
}

function wrongImports(graph: Graph): string[] {
  return edges(graph)
    .filter(([from, to]) => {
      const [room, target] = [roomOf(from), roomOf(to)]
      return room && room !== target && !(mayImport[room] as readonly (Room | undefined)[]).includes(target)
    })
    .map(([from, to]) => `${from} may not import ${to}`)
}

const pageFolder = (path: string) => /^src\/pages\/([^/]+)\//.exec(path)?.[1]

function pageToPage(graph: Graph): string[] {
  return edges(graph)
    .filter(([from, to]) => pageFolder(from) && pageFolder(to) && pageFolder(from) !== pageFolder(to))
    .map(([from, to]) => `${from} imports another page's ${to}`)
}

/** Finds each cycle once, as the path around it. Type imports count: a type used both ways belongs in a file of its own. */
function circles(graph: Graph): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: string[]) => {
    const start = way.indexOf(file)
    if (start >= 0) found.push(`circle: ${[...way.slice(start), file].join(' → ')}`)
    if (start >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...way, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}

function fullFolders(graph: Graph): string[] {
  const sizes = Map.groupBy(graph.keys(), (file) => file.slice(0, file.lastIndexOf('/')))
  return [...sizes]
    .filter(([folder, inside]) => inside.length > MAX_FILES && folder !== 'e2e') // one spec a promise, side by side
    .map(([folder, inside]) => `${folder} holds ${inside.length} files`)
}

const edges = (graph: Graph) => [...graph].flatMap(([from, targets]) => targets.map((to) => [from, to] as const))

/** The arrows between rooms as a Mermaid flowchart for ARCHITECTURE.md, without those implied by a longer path. */
export function picture(graph: Graph, rooms: readonly Room[]): string {
  const arrows = new Map(rooms.map((room) => [room, new Set<Room>()]))
  for (const [from, to] of edges(graph)) {
    const [room, target] = [roomOf(from), roomOf(to)]
    if (room && target && room !== target && arrows.has(target)) arrows.get(room)?.add(target)
  }
  const reaches = (room: Room, target: Room): boolean =>
    [...(arrows.get(room) ?? [])].some((next) => next === target || reaches(next, target))
  const lines = [...arrows].flatMap(([room, targets]) =>
    [...targets]
      .filter((target) => ![...targets].some((other) => other !== target && reaches(other, target)))
      .toSorted((a, b) => rooms.indexOf(a) - rooms.indexOf(b))
      .map((target) => `  ${room} --> ${target}`),
  )
  return ['flowchart LR', ...lines].join('\n')
}
