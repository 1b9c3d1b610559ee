import type { ComponentType } from 'react'
import { createBrowserRouter, replace, type RouteObject } from 'react-router'
import { type Page, type PageName, pages, sections } from '#contract/pages.ts'
import { enterWorkspace, workspace, workspaceInLink, workspacePath } from './api/caller/workspace.ts'
import { whenReachable } from './api/connection.ts'
import { AppLayout } from './pages/AppLayout.tsx'
import {
  crumbs,
  experimentsCrumb,
  loggedModelCrumbs,
  modelsCrumb,
  runCrumbs,
  runsCrumbs,
  settingsCrumb,
  webhooksCrumb,
} from './pages/crumbs.tsx'
import { ErrorPage } from './pages/ErrorPage.tsx'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { paths } from './paths.ts'
import type { Handle } from './pages/TopBar.tsx'

/** A page's component, loaded when first opened. While the server is away the previous page stays. */
const page =
  <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  async () =>
    (await whenReachable(load))[name]

/** The page that a link printed by an MLflow client means; few visits begin with one. */
const fromOldLink = async (hash: string) =>
  hash.startsWith('#/') ? (await whenReachable(() => import('./old-links.ts'))).fromOldLink(hash) : undefined

/** Each page's crumbs and component. */
const shown: Record<PageName, { handle: Handle; component: () => Promise<ComponentType> }> = {
  models: {
    handle: crumbs(() => [{ text: sections.models }]),
    component: page(() => import('./pages/models/list/ModelsPage.tsx'), 'ModelsPage'),
  },
  model: {
    handle: crumbs(({ name = '' }) => [modelsCrumb, { text: name }]),
    component: page(() => import('./pages/models/model/ModelPage.tsx'), 'ModelPage'),
  },
  version: {
    handle: crumbs(({ name = '', version = '' }) => [
      modelsCrumb,
      { text: name, to: paths.model(name) },
      { text: `Version ${version}` },
    ]),
    component: page(() => import('./pages/versions/VersionPage.tsx'), 'VersionPage'),
  },
  compareVersions: {
    handle: crumbs(() => [modelsCrumb, { text: 'Compare' }]),
    component: page(() => import('./pages/versions/compare/CompareVersionsPage.tsx'), 'CompareVersionsPage'),
  },
  health: {
    handle: crumbs(() => [modelsCrumb, { text: 'Health' }]),
    component: page(() => import('./pages/models/health/HealthPage.tsx'), 'HealthPage'),
  },
  which: {
    handle: crumbs(() => [modelsCrumb, { text: 'Which version is this?' }]),
    component: page(() => import('./pages/models/which/WhichPage.tsx'), 'WhichPage'),
  },
  reviews: {
    handle: crumbs(() => [{ text: sections.reviews }]),
    component: page(() => import('./pages/reviews/ReviewsPage.tsx'), 'ReviewsPage'),
  },
  experiments: {
    handle: crumbs(() => [{ text: sections.experiments }]),
    component: page(() => import('./pages/experiments/ExperimentsPage.tsx'), 'ExperimentsPage'),
  },
  runs: {
    handle: runsCrumbs,
    component: page(() => import('./pages/runs/table/RunsPage.tsx'), 'RunsPage'),
  },
  compareRuns: {
    handle: crumbs(() => [experimentsCrumb, { text: 'Compare' }]),
    component: page(() => import('./pages/runs/compare/CompareRunsPage.tsx'), 'CompareRunsPage'),
  },
  run: {
    handle: runCrumbs,
    component: page(() => import('./pages/runs/run/RunPage.tsx'), 'RunPage'),
  },
  loggedModel: {
    handle: loggedModelCrumbs,
    component: page(() => import('./pages/logged-models/LoggedModelPage.tsx'), 'LoggedModelPage'),
  },
  settings: {
    handle: crumbs(() => [{ text: sections.settings }]),
    component: page(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
  },
  profile: {
    handle: crumbs(() => [settingsCrumb, { text: 'Profile' }]),
    component: page(() => import('./pages/settings/accounts/ProfilePage.tsx'), 'ProfilePage'),
  },
  people: {
    handle: crumbs(() => [settingsCrumb, { text: 'People' }]),
    component: page(() => import('./pages/settings/accounts/PeoplePage.tsx'), 'PeoplePage'),
  },
  webhooks: {
    handle: crumbs(() => [settingsCrumb, { text: 'Webhooks' }]),
    component: page(() => import('./pages/settings/webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
  },
  webhook: {
    handle: crumbs(() => [settingsCrumb, webhooksCrumb, { text: 'Deliveries' }]),
    component: page(() => import('./pages/settings/webhooks/WebhookPage.tsx'), 'WebhookPage'),
  },
  audit: {
    handle: crumbs(() => [settingsCrumb, { text: 'Audit log' }]),
    component: page(() => import('./pages/settings/accounts/AuditPage.tsx'), 'AuditPage'),
  },
  welcome: {
    handle: crumbs(() => []),
    component: page(() => import('./pages/welcome/WelcomePage.tsx'), 'WelcomePage'),
  },
  signedIn: {
    handle: crumbs(() => []),
    component: page(() => import('./pages/welcome/SignedInPage.tsx'), 'SignedInPage'),
  },
  shared: {
    handle: crumbs(() => []),
    component: page(() => import('./pages/shared/SharedPage.tsx'), 'SharedPage'),
  },
}

/** Pages without the navigation, whose requests need somebody who is signed in. */
const bare: readonly PageName[] = ['welcome', 'signedIn', 'shared']

/** A page's route, with an empty one for each of its tabs: the page itself shows what is open. */
function routeOf(name: PageName): RouteObject {
  const { handle, component } = shown[name]
  const { path, tabs }: Page = pages[name]
  const children = tabs && [{ index: true as const }, ...tabs.map((tab) => ({ path: tab }))]
  return { path, handle, lazy: { Component: component }, ...(children && { children }) }
}

export const router = createBrowserRouter(
  [
    { ErrorBoundary: ErrorPage, HydrateFallback: () => null, children: bare.map(routeOf) },
    {
      Component: AppLayout,
      ErrorBoundary: ErrorPage,
      children: [
        {
          ErrorBoundary: ErrorPage, // inside the layout, so that the navigation survives a page that fails
          HydrateFallback: () => null, // show the shell while the first page's code loads
          children: [
            { index: true, loader: async () => replace((await fromOldLink(window.location.hash)) ?? paths.models()) },
            ...(Object.keys(pages) as PageName[]).filter((name) => !bare.includes(name)).map(routeOf),
            { path: '*', handle: crumbs(() => [{ text: 'Not found' }]), Component: NotFoundPage },
          ],
        },
      ],
    },
  ],
  { basename: enterWorkspace() },
)

// Pasting a link printed by a client into an open tab changes only the fragment, which no route sees.
window.addEventListener('hashchange', async () => {
  const { hash } = window.location
  const path = await fromOldLink(hash)
  const other = workspaceInLink(hash)
  if (path && other && workspace() !== undefined && other !== workspace())
    return window.location.assign(workspacePath(other) + path.slice(1))
  if (path) void router.navigate(path, { replace: true })
})
