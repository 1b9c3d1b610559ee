import type { ComponentType } from 'react'
import { createBrowserRouter, replace, type RouteObject } from 'react-router'
import { type Page, type PageName, pages, sections } from '#contract/pages.ts'
import { dropEarlyAnswers } from './api/caller/early-calls.ts'
import { firstAsks } from './first-asks.ts'
import { enterWorkspace, workspace, workspaceInLink, workspacePath } from './api/caller/workspace.ts'
import { whenReachable } from './api/connection.ts'
import { type First, openedBy } from './opened-by.ts'
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

/** The page that a link printed by an MLflow client means; few visits begin with one. */
const fromOldLink = async (hash: string) =>
  hash.startsWith('#/') ? (await whenReachable(() => import('./old-links.ts'))).fromOldLink(hash) : undefined

type Loaded = { component: () => Promise<ComponentType>; first: () => Promise<First> }

/** A page, loaded when first opened. While the server is away the previous page stays. */
function page<Name extends string>(load: () => Promise<Record<Name, ComponentType> & First>, name: Name): Loaded {
  return {
    component: async () => (await whenReachable(load))[name],
    first: () => whenReachable(load),
  }
}

/** Each page's crumbs and code. */
const shown: Record<PageName, { handle: Handle; page: Loaded }> = {
  models: {
    handle: crumbs(() => [{ text: sections.models }]),
    page: page(() => import('./pages/models/list/ModelsPage.tsx'), 'ModelsPage'),
  },
  model: {
    handle: crumbs(({ name = '' }) => [modelsCrumb, { text: name }]),
    page: page(() => import('./pages/models/model/ModelPage.tsx'), 'ModelPage'),
  },
  version: {
    handle: crumbs(({ name = '', version = '' }) => [
      modelsCrumb,
      { text: name, to: paths.model(name) },
      { text: `Version ${version}` },
    ]),
    page: page(() => import('./pages/versions/VersionPage.tsx'), 'VersionPage'),
  },
  compareVersions: {
    handle: crumbs(() => [modelsCrumb, { text: 'Compare' }]),
    page: page(() => import('./pages/versions/compare/CompareVersionsPage.tsx'), 'CompareVersionsPage'),
  },
  health: {
    handle: crumbs(() => [modelsCrumb, { text: 'Health' }]),
    page: page(() => import('./pages/models/health/HealthPage.tsx'), 'HealthPage'),
  },
  which: {
    handle: crumbs(() => [modelsCrumb, { text: 'Which version is this?' }]),
    page: page(() => import('./pages/models/which/WhichPage.tsx'), 'WhichPage'),
  },
  reviews: {
    handle: crumbs(() => [{ text: sections.reviews }]),
    page: page(() => import('./pages/reviews/ReviewsPage.tsx'), 'ReviewsPage'),
  },
  experiments: {
    handle: crumbs(() => [{ text: sections.experiments }]),
    page: page(() => import('./pages/experiments/ExperimentsPage.tsx'), 'ExperimentsPage'),
  },
  runs: {
    handle: runsCrumbs,
    page: page(() => import('./pages/runs/table/RunsPage.tsx'), 'RunsPage'),
  },
  compareRuns: {
    handle: crumbs(() => [experimentsCrumb, { text: 'Compare' }]),
    page: page(() => import('./pages/runs/compare/CompareRunsPage.tsx'), 'CompareRunsPage'),
  },
  run: {
    handle: runCrumbs,
    page: page(() => import('./pages/runs/run/RunPage.tsx'), 'RunPage'),
  },
  loggedModel: {
    handle: loggedModelCrumbs,
    page: page(() => import('./pages/logged-models/LoggedModelPage.tsx'), 'LoggedModelPage'),
  },
  settings: {
    handle: crumbs(() => [{ text: sections.settings }]),
    page: page(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
  },
  profile: {
    handle: crumbs(() => [settingsCrumb, { text: 'Profile' }]),
    page: page(() => import('./pages/settings/accounts/ProfilePage.tsx'), 'ProfilePage'),
  },
  people: {
    handle: crumbs(() => [settingsCrumb, { text: 'People' }]),
    page: page(() => import('./pages/settings/accounts/PeoplePage.tsx'), 'PeoplePage'),
  },
  webhooks: {
    handle: crumbs(() => [settingsCrumb, { text: 'Webhooks' }]),
    page: page(() => import('./pages/settings/webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
  },
  webhook: {
    handle: crumbs(() => [settingsCrumb, webhooksCrumb, { text: 'Deliveries' }]),
    page: page(() => import('./pages/settings/webhooks/WebhookPage.tsx'), 'WebhookPage'),
  },
  audit: {
    handle: crumbs(() => [settingsCrumb, { text: 'Audit log' }]),
    page: page(() => import('./pages/settings/accounts/AuditPage.tsx'), 'AuditPage'),
  },
  welcome: {
    handle: crumbs(() => []),
    page: page(() => import('./pages/welcome/WelcomePage.tsx'), 'WelcomePage'),
  },
  signedIn: {
    handle: crumbs(() => []),
    page: page(() => import('./pages/welcome/SignedInPage.tsx'), 'SignedInPage'),
  },
  shared: {
    handle: crumbs(() => []),
    page: page(() => import('./pages/shared/SharedPage.tsx'), 'SharedPage'),
  },
}

/** Pages without the navigation, whose requests need somebody who is signed in. */
const bare = Object.entries<Page>(pages).flatMap(([name, { isBare }]) => (isBare ? [name as PageName] : []))

/** A page's route, with an empty one for each of its tabs: the page itself shows what is open. */
function routeOf(name: PageName): RouteObject {
  const { handle, page } = shown[name]
  const { path, tabs }: Page = pages[name]
  const children = tabs && [{ index: true as const }, ...tabs.map((tab) => ({ path: tab }))]
  return {
    path,
    handle,
    loader: openedBy(page.first, firstAsks[name], basename),
    lazy: { Component: page.component },
    shouldRevalidate: () => false, // the page's queries know when they are old
    ...(children && { children }),
  }
}

/** Where the router's paths begin. */
const basename = enterWorkspace()

/**
 * Gives the first page of a document a key of its own. React Router gives all of them the same, by which it would scroll another address
 * that is typed into the tab to where this one was. Its own number of the place is set too: for that it would replace the state once more,
 * which takes the browser 15 ms before anything is drawn.
 */
function nameFirstPlace(): void {
  const state = window.history.state as { key?: string } | null // the router's, from before a reload
  if (state?.key !== undefined) return
  window.history.replaceState({ idx: 0, ...state, key: Math.random().toString(36).slice(2) }, '')
}
nameFirstPlace()

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
            { path: 'sign-in', loader: () => replace(paths.models()) },
            ...(Object.keys(pages) as PageName[]).filter((name) => !bare.includes(name)).map(routeOf),
            { path: '*', handle: crumbs(() => [{ text: 'Not found' }]), Component: NotFoundPage },
          ],
        },
      ],
    },
  ],
  { basename },
)

// Answers that came with the document are of its page; another page asks itself.
router.subscribe(({ initialized, location, navigation }) => {
  if (initialized && navigation.location && navigation.location.pathname !== location.pathname) dropEarlyAnswers()
})

// Pasting a link printed by a client into an open tab changes only the fragment, which no route sees.
window.addEventListener('hashchange', async () => {
  const { hash } = window.location
  const path = await fromOldLink(hash)
  const other = workspaceInLink(hash)
  if (path && other && workspace() !== undefined && other !== workspace())
    return window.location.assign(workspacePath(other) + path.slice(1))
  if (path) void router.navigate(path, { replace: true })
})
