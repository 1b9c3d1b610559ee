/** The parts of the app, by the name of each one's first page. */
export const sections = {
  models: 'Models',
  reviews: 'Reviews',
  experiments: 'Experiments',
  settings: 'Settings',
} as const

export type Section = keyof typeof sections

export type Page = {
  section: Section
  /** In react-router's syntax: `:name` is one segment, `*` all that follow. */
  path: string
  /** What may follow `path`: the page's tabs. */
  tabs?: readonly string[]
  /** Shown without the navigation. */
  isBare?: true
}

/** Every page of the app. The app's routes, its navigation and the server's answers follow from this list. */
export const pages = {
  models: { section: 'models', path: 'models' },
  model: { section: 'models', path: 'models/:name', tabs: ['activity', 'policy'] },
  version: { section: 'models', path: 'models/:name/versions/:version', tabs: ['artifacts/*', 'changes', 'activity'] },
  compareVersions: { section: 'models', path: 'compare' },
  health: { section: 'models', path: 'registry/health' },
  which: { section: 'models', path: 'registry/which' },
  reviews: { section: 'reviews', path: 'reviews' },
  experiments: { section: 'experiments', path: 'experiments' },
  runs: { section: 'experiments', path: 'experiments/:ids/runs' },
  compareRuns: { section: 'experiments', path: 'compare/runs' },
  run: { section: 'experiments', path: 'runs/:runId', tabs: ['metrics', 'artifacts/*', 'models'] },
  loggedModel: { section: 'experiments', path: 'logged-models/:modelId', tabs: ['artifacts/*'] },
  settings: { section: 'settings', path: 'settings' },
  profile: { section: 'settings', path: 'settings/profile' },
  people: { section: 'settings', path: 'settings/people' },
  webhooks: { section: 'settings', path: 'settings/webhooks' },
  webhook: { section: 'settings', path: 'settings/webhooks/:id' },
  audit: { section: 'settings', path: 'settings/audit' },
  /** Where a one-time link leads; the secret is the fragment. */
  welcome: { section: 'settings', path: 'welcome', isBare: true },
  /** Where the identity provider sends people back to, with a code in the query. */
  signedIn: { section: 'settings', path: 'signed-in', isBare: true },
  /** Where a view-only link leads; the secret is the fragment. */
  shared: { section: 'models', path: 'shared', isBare: true },
} as const satisfies Record<string, Page>

export type PageName = keyof typeof pages

/** Finds the page at a path below the base path, or undefined. Ignores a slash at either end. */
export function pageAt(path: string): PageName | undefined {
  const bare = bareOf(path)
  return patterns.find(([, pattern]) => pattern.test(bare))?.[0]
}

/**
 * The page that the app shows at a path: besides its own, what leads to the models. There is no page to sign in: each asks whoever has to.
 */
export const shownAt = (path: string): PageName | undefined =>
  /^(sign-in)?$/i.test(bareOf(path)) ? 'models' : pageAt(path)

const bareOf = (path: string) => path.replace(/^\/|\/$/g, '')

const patterns = Object.entries<Page>(pages).map(([name, { path, tabs = [] }]): [PageName, RegExp] => [
  name as PageName, // a key of `pages`
  new RegExp(`^${patternOf(path)}${tabs.length > 0 ? `(?:/(?:${tabs.map(patternOf).join('|')}))?` : ''}$`, 'i'),
])

/** `*` also matches nothing, without the slash before it. */
function patternOf(path: string): string {
  return path.replaceAll(/:\w+/g, '[^/]+').replace('/*', '(?:/.*)?')
}
