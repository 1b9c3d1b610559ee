import { expect, test } from 'vitest'
import { matchPath } from 'react-router'
import { type Page, type PageName, pageAt, pages } from '#contract/pages.ts'
import { paths } from './paths.ts'

test('keeps every character of a name in a link', () => {
  expect(paths.model('a b?#%é"')).toBe('/models/a%20b%3F%23%25%C3%A9%22')
  expect(paths.runArtifacts('r', 'dir/a b#.txt')).toBe('/runs/r/artifacts/dir/a%20b%23.txt')
  expect(paths.runs(['1', '4'])).toBe('/experiments/1,4/runs')
})

test('every link leads to a page of the list, and every page has a link', () => {
  const id = { name: 'a/b .c', version: '1' }
  const pagesOf: Record<keyof typeof paths, [link: string, page: PageName]> = {
    models: [paths.models(), 'models'],
    model: [paths.model('a/b?*'), 'model'],
    version: [paths.version(id), 'version'],
    versionArtifacts: [paths.versionArtifacts(id, 'dir/a%2Fb'), 'version'],
    versionChanges: [paths.versionChanges(id), 'version'],
    versionActivity: [paths.versionActivity(id), 'version'],
    modelActivity: [paths.modelActivity('a/b'), 'model'],
    modelPolicy: [paths.modelPolicy('a/b'), 'model'],
    compareVersions: [paths.compareVersions([id]).split('?')[0] ?? '', 'compareVersions'],
    health: [paths.health(), 'health'],
    which: [paths.which(), 'which'],
    reviews: [paths.reviews(), 'reviews'],
    settings: [paths.settings(), 'settings'],
    profile: [paths.profile(), 'profile'],
    people: [paths.people(), 'people'],
    webhooks: [paths.webhooks(), 'webhooks'],
    webhook: [paths.webhook('a/b'), 'webhook'],
    audit: [paths.audit(), 'audit'],
    welcome: [paths.welcome(), 'welcome'],
    signedIn: [paths.signedIn(), 'signedIn'],
    shared: [paths.shared(), 'shared'],
    experiments: [paths.experiments(), 'experiments'],
    runs: [paths.runs(['1', '4']), 'runs'],
    compareRuns: [paths.compareRuns({ runs: ['r', 's'] }).split('?')[0] ?? '', 'compareRuns'],
    run: [paths.run('r'), 'run'],
    runMetrics: [paths.runMetrics('r'), 'run'],
    runArtifacts: [paths.runArtifacts('r'), 'run'],
    runModels: [paths.runModels('r'), 'run'],
    loggedModel: [paths.loggedModel('m-1'), 'loggedModel'],
    artifacts: [paths.artifacts({ model_id: 'm-1' }, 'a'), 'loggedModel'],
    loggedModelArtifacts: [paths.loggedModelArtifacts('m-1', 'MLmodel'), 'loggedModel'],
  }
  for (const [link, page] of Object.values(pagesOf)) expect(pageAt(link), link).toBe(page)
  expect(new Set(Object.values(pagesOf).map(([, page]) => page))).toEqual(new Set(Object.keys(pages)))
})

test('the server takes for pages what the router does', () => {
  const routes = Object.values<Page>(pages).flatMap(({ path, tabs = [] }) => [
    path,
    ...tabs.map((tab) => `${path}/${tab}`),
  ])
  for (const address of addresses)
    expect(pageAt(address) !== undefined, address).toBe(
      routes.some((route) => matchPath(`/${route}`, address) !== null),
    )
})

const addresses = [
  '/models',
  '/models/',
  '/Models',
  '/models/a',
  '/models/a%2Fb/versions/1',
  '/models/a/versions',
  '/models/a/versions/1/x',
  '/models/a/versions/1/artifacts',
  '/models/a/versions/1/changes',
  '/models/a/versions/1/changes/x',
  '/models/a/versions/1/artifacts/',
  '/models/a/versions/1/artifacts/b/c.txt',
  '/models/a/versions/1/artifactsx',
  '/experiments',
  '/experiments/1',
  '/experiments/1,2/runs',
  '/experiments/1/runs/2',
  '/runs',
  '/runs/r',
  '/runs/r/metrics',
  '/runs/r/metrics/x',
  '/runs/r/models',
  '/runs/r/artifacts/d',
  '/logged-models',
  '/logged-models/m',
  '/logged-models/m/metrics',
  '/logged-models/m/artifacts/x',
  '/settings',
  '/settings/people',
  '/welcome',
  '/signed-in',
  '/shared',
  '/settings/x',
  '/reviews',
  '/compare',
  '/compare/runs',
]
