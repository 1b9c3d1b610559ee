import type { ComponentType } from 'react'
import { createBrowserRouter, replace } from 'react-router'
import { baseUrl } from './api/client.ts'
import { whenReachable } from './api/connection.ts'
import { AppLayout } from './pages/AppLayout.tsx'
import { crumbs, loggedModelCrumbs, runCrumbs, runsCrumbs } from './pages/crumbs.tsx'
import { ErrorPage } from './pages/ErrorPage.tsx'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { fromOldLink } from './old-links.ts'
import { paths } from './paths.ts'

const models = { text: 'Models', to: paths.models() }

/** A page's component, fetched when it is first opened; without the server the page before stays until it is back. */
const page =
  <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  async () =>
    (await whenReachable(load))[name]

export const router = createBrowserRouter(
  [
    {
      Component: AppLayout,
      ErrorBoundary: ErrorPage,
      children: [
        {
          ErrorBoundary: ErrorPage, // inside the layout: a page that fails leaves the navigation
          HydrateFallback: () => null, // the shell stands while the first page's code is on its way
          children: [
            { index: true, loader: () => replace(fromOldLink(window.location.hash) ?? paths.models()) },
            {
              path: 'models',
              handle: crumbs(() => [{ text: 'Models' }]),
              lazy: { Component: page(() => import('./pages/models/list/ModelsPage.tsx'), 'ModelsPage') },
            },
            {
              path: 'models/:name',
              handle: crumbs(({ name = '' }) => [models, { text: name }]),
              lazy: { Component: page(() => import('./pages/models/model/ModelPage.tsx'), 'ModelPage') },
            },
            {
              path: 'models/:name/versions/:version',
              handle: crumbs(({ name = '', version = '' }) => [
                models,
                { text: name, to: paths.model(name) },
                { text: `Version ${version}` },
              ]),
              lazy: { Component: page(() => import('./pages/versions/VersionPage.tsx'), 'VersionPage') },
              children: [{ index: true }, { path: 'artifacts/*' }],
            },
            {
              path: 'experiments',
              handle: crumbs(() => [{ text: 'Experiments' }]),
              lazy: { Component: page(() => import('./pages/experiments/ExperimentsPage.tsx'), 'ExperimentsPage') },
            },
            {
              path: 'experiments/:ids/runs',
              handle: runsCrumbs,
              lazy: { Component: page(() => import('./pages/runs/table/RunsPage.tsx'), 'RunsPage') },
            },
            {
              path: 'runs/:runId',
              handle: runCrumbs,
              lazy: { Component: page(() => import('./pages/runs/run/RunPage.tsx'), 'RunPage') },
              children: [{ index: true }, { path: 'metrics' }, { path: 'artifacts/*' }, { path: 'models' }],
            },
            {
              path: 'logged-models/:modelId',
              handle: loggedModelCrumbs,
              lazy: { Component: page(() => import('./pages/logged-models/LoggedModelPage.tsx'), 'LoggedModelPage') },
              children: [{ index: true }, { path: 'artifacts/*' }],
            },
            {
              path: 'settings',
              handle: crumbs(() => [{ text: 'Settings' }]),
              lazy: { Component: page(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage') },
            },
            { path: '*', handle: crumbs(() => [{ text: 'Not found' }]), Component: NotFoundPage },
          ],
        },
      ],
    },
  ],
  { basename: new URL(baseUrl).pathname },
)

// A client's link pasted into an open tab changes only the fragment, which no route sees.
window.addEventListener('hashchange', () => {
  const path = fromOldLink(window.location.hash)
  if (path) void router.navigate(path, { replace: true })
})
