import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useRef, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import { ApiError } from '#contract/errors.ts'
import type { VersionId } from '#contract/versions.ts'
import { useMay } from '../../api/access/access.ts'
import { serverInfo } from '../../api/server-info.ts'
import { inboxQuery } from '../../api/reviews.ts'
import { askRun } from '../../api/experiments.ts'
import { versionQueries } from '../../api/versions.ts'
import { ArtifactBrowser, askBrowser } from '../../parts/artifacts/browser.ts'
import { loadMarkdown } from '../../ui/markdown/MarkdownText.tsx'
import { StageSelect } from '../../parts/StageSelect.tsx'
import { askVersionModel } from '../../parts/use/use-version-model.ts'
import { UseButton } from '../../parts/use/UseButton.tsx'
import { paths, USE_HASH } from '../../paths.ts'
import {
  artifactPath,
  type Params,
  useArtifactPath,
  useVersionParams,
  useVersionTab,
  versionTab,
  type VersionTab as TabName,
} from '../../route-params.ts'
import { useUrlParams } from '../../url-params.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { Gone } from '../../ui/feedback/Gone.tsx'
import { LoadingRows, LoadingSection } from '../../ui/feedback/LoadingRows.tsx'
import { Heading, Page } from '../../ui/layout/Page.tsx'
import { DeleteVersionButton } from './DeleteVersionButton.tsx'
import { askAnother, askChanges } from './changes/ask-changes.ts'
import { DossierButton } from './dossier/DossierButton.tsx'
import { UseModel, VersionOverview } from './VersionOverview.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import Link from '@mui/material/Link'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import Box from '@mui/material/Box'
import { ClampedName } from '../../ui/layout/ClampedName.tsx'
import { PageTabs } from '../../ui/layout/Tabs.tsx'
import { TwoColumns } from '../../ui/layout/TwoColumns.tsx'

const VersionActivity = onDemand(async () => (await import('./VersionActivity.tsx')).VersionActivity)
const VersionChanges = onDemand(async () => (await import('./changes/VersionChanges.tsx')).VersionChanges)
const RequestBanner = onDemand(async () => (await import('../../parts/reviews/RequestBanner.tsx')).RequestBanner)

const shownIn = {
  artifacts: ArtifactBrowser,
  changes: VersionChanges,
  activity: VersionActivity,
} as const

/** Loads the open tab’s code beside the page (routes.tsx). */
export function loadTab(pathname: string): Promise<void> | undefined {
  const tab = versionTab(pathname)
  return tab === 'overview' ? UseModel.preload() : shownIn[tab].preload()
}

/** What this page asks first (routes.tsx): its version, then the run and the model, so that they do not wait for code. */
export const asks = (
  client: QueryClient,
  { name = '', version = '' }: Params,
  pathname: string,
  search: URLSearchParams,
) => [
  versionTab(pathname) === 'changes'
    ? askChanges(client, { name, version }, search.get('against') ?? '')
    : firstOf(client, { name, version }, pathname),
  askBrowser(client, { name, version }, artifactPath(pathname)),
]

async function firstOf(client: QueryClient, id: VersionId, pathname: string) {
  const version = await client.query(versionQueries.detail(id))
  const tab = versionTab(pathname)
  await Promise.all([
    version.description && tab === 'overview' && loadMarkdown(version.description),
    version.run_id && tab === 'overview' && askRun(client, version.run_id),
    tab === 'overview' && askVersionModel(client, version),
  ])
}

export function VersionPage() {
  const id = useVersionParams()
  const path = useArtifactPath()
  const open = useVersionTab()
  const { manage } = useMay({ model: id.name })
  const { data: version, error, refetch } = useQuery(versionQueries.detail(id))
  const isMissing = error !== null && isNotFound(error, id)
  if (isMissing && !version) return <VersionMissing id={id} />
  return (
    <Page
      title={`${id.name} version ${id.version}`}
      heading={<VersionHeading id={id} />}
      actions={
        version && (
          <>
            {manage && <DeleteVersionButton version={version} />}
            <UseButton to={{ pathname: paths.version(id), hash: USE_HASH }} />
            <Box sx={{ display: { xs: 'none', sm: 'contents' } }}>
              <DossierButton version={version} />
            </Box>
            {serverInfo.capabilities.stages && <StageSelect id={id} version={version} />}
          </>
        )
      }
    >
      {isMissing && <Gone what="This version" />}
      <VersionTabs id={id} open={open} />
      {error && !version && (
        <ErrorNotice title="This version could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !version && <VersionSkeleton />}
      {version && <OpenRequests id={id} />}
      {version && open === 'activity' && (
        <>
          {/* On a phone, the heading’s line has no room for it. */}
          <Box sx={{ display: { sm: 'none' }, mb: 4 }}>
            <DossierButton version={version} />
          </Box>
          <Suspense fallback={<LoadingRows count={6} />}>
            <VersionActivity id={id} />
          </Suspense>
        </>
      )}
      {version && open === 'changes' && (
        <>
          <AskChanges key={`${id.name}/${id.version}`} id={id} />
          <Suspense fallback={<LoadingRows count={8} />}>
            <VersionChanges version={version} />
          </Suspense>
        </>
      )}
      {version && open === 'overview' && <VersionOverview id={id} version={version} />}
      {version && open === 'artifacts' && (
        <Suspense fallback={<LoadingRows count={6} />}>
          <ArtifactBrowser owner={id} path={path ?? ''} hrefOf={(path) => paths.versionArtifacts(id, path)} />
        </Suspense>
      )}
    </Page>
  )
}

/** Asks while the code of Changes is on its way: opening the tab is not opening the page. Then for each other version that is chosen. */
function AskChanges({ id: { name, version } }: { id: VersionId }) {
  const client = useQueryClient()
  const [params] = useUrlParams()
  const against = params.get('against') ?? ''
  const isOpened = useRef(false)
  useEffect(() => {
    void (isOpened.current ? askAnother : askChanges)(client, { name, version }, against)
    isOpened.current = true
  }, [client, name, version, against])
  return null
}

/** What is asked for this version and waits for a decision. */
function OpenRequests({ id }: { id: VersionId }) {
  const { data: open = [] } = useQuery(inboxQuery())
  const requests = open.filter(({ name, version }) => name === id.name && version === id.version)
  // It stays until the page is left, with the dialog of a request that somebody else decides meanwhile.
  const [isOpen, setOpen] = useState(false)
  if (requests.length > 0 && !isOpen) setOpen(true)
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <RequestBanner id={id} requests={requests} />
    </Suspense>
  )
}

function VersionTabs({ id, open }: { id: VersionId; open: TabName }) {
  return (
    <PageTabs
      aria-label="About this version"
      value={open}
      tabs={[
        { value: 'overview', label: 'Overview', to: paths.version(id) },
        { value: 'artifacts', label: 'Artifacts', to: paths.versionArtifacts(id) },
        { value: 'changes', label: 'Changes', to: paths.versionChanges(id) },
        { value: 'activity', label: 'Activity', to: paths.versionActivity(id) },
      ]}
    />
  )
}

/** A version that is not a number is refused with 400, not 404 (docs/rest-contract.md §6). */
const isNotFound = (error: Error, { version }: VersionId) =>
  error instanceof ApiError &&
  (error.code === 'RESOURCE_DOES_NOT_EXIST' || (error.status === 400 && !/^\d+$/.test(version)))

function VersionMissing({ id }: { id: VersionId }) {
  return (
    <Page title="Not found">
      <EmptyState title={`“${id.name}” has no version ${id.version}`}>
        It may have been deleted, or the model renamed.{' '}
        <Link component={RouterLink} underline="always" to={paths.model(id.name)}>
          See the model
        </Link>{' '}
        or{' '}
        <Link component={RouterLink} underline="always" to={paths.models()}>
          all models
        </Link>
        .
      </EmptyState>
    </Page>
  )
}

/** The model's name and the version. In a narrow place the name is cut, the number never. */
function VersionHeading({ id: { name, version } }: { id: VersionId }) {
  return (
    <Heading>
      <span className="heading-with">
        <ClampedName name={name} />
        <span>Version {version}</span>
      </span>
    </Heading>
  )
}

/** Placeholder for the overview: main column left, facts right. */
function VersionSkeleton() {
  return (
    <TwoColumns aside={<LoadingRows count={7} />}>
      <LoadingSection lines={['60%', '72%', '40%']} />
      <LoadingRows count={4} />
    </TwoColumns>
  )
}
