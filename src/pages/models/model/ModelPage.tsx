import Button from '@mui/material/Button'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { Link as RouterLink, useNavigate } from 'react-router'
import { ApiError } from '#contract/errors.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { isPrompt } from '#contract/tags.ts'
import { descriptionLimit } from '../../../api/server-info.ts'
import { hasAccounts, useMay } from '../../../api/access/access.ts'
import { modelQueries, useRenameModel, useUpdateModel } from '../../../api/models.ts'
import { versionQueries } from '../../../api/versions.ts'
import { DescriptionEditor } from '../../../parts/DescriptionEditor.tsx'
import { loadMarkdown } from '../../../ui/markdown/MarkdownText.tsx'
import { UseButton } from '../../../parts/use/UseButton.tsx'
import { askUsed } from './ask-used.ts'
import { versionBy } from '#contract/compared/version-by.ts'
import { paths, USE_HASH } from '../../../paths.ts'
import { modelTab, type ModelTab, type Params, useModelTab, useParam } from '../../../route-params.ts'
import { PageTabs } from '../../../ui/layout/Tabs.tsx'
import { TwoColumns } from '../../../ui/layout/TwoColumns.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { Gone } from '../../../ui/feedback/Gone.tsx'
import { Heading, Page } from '../../../ui/layout/Page.tsx'
import { InStages } from './InStages.tsx'
import { ModelUse } from './ModelUse.tsx'
import { ModelFacts } from './ModelFacts.tsx'
import { ModelVersions, startCodeOfMetrics } from './ModelVersions.tsx'
import { LoadingRows, LoadingSection } from '../../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import Link from '@mui/material/Link'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { modelNameError } from '../../../domain/name-problems.ts'
import { ClampedName } from '../../../ui/layout/ClampedName.tsx'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { EditableName } from '../../../ui/forms/EditableName.tsx'

const ModelActivity = onDemand(async () => (await import('./ModelActivity.tsx')).ModelActivity)
const PolicyEditor = onDemand(async () => (await import('../../../parts/policy/PolicyEditor.tsx')).PolicyEditor)
const AccessButton = onDemand(async () => (await import('../../../parts/access/AccessButton.tsx')).AccessButton)
const DeleteModelDialog = onDemand(async () => (await import('../DeleteModelDialog.tsx')).DeleteModelDialog)

/** Loads the open tab’s code beside the page (routes.tsx). */
export function loadTab(pathname: string): Promise<void> | undefined {
  const tab = modelTab(pathname)
  return tab === 'overview' ? undefined : { activity: ModelActivity, policy: PolicyEditor }[tab].preload()
}

/** What this page asks first (routes.tsx). */
export const asks = (client: QueryClient, { name = '' }: Params, pathname: string, search: URLSearchParams) => [
  client
    .query(modelQueries.detail(name))
    .then(({ description }) =>
      description && modelTab(pathname) === 'overview' ? loadMarkdown(description) : undefined,
    ),
  askVersions(client, name, modelTab(pathname)),
  ...(modelTab(pathname) === 'overview' ? [askUse(client, name, search.get('by'))] : []),
]

/** What is needed to show the code that uses a version. */
async function askUse(client: QueryClient, name: string, by: string | null) {
  if (by === null) return
  const [model, versions] = await Promise.all([
    client.query(modelQueries.detail(name)),
    client.query(versionQueries.of(name)),
  ])
  const version = versionBy(by, model, versions)
  if (version) await askUsed(client, version)
}

/** The policy shows no versions, of which there may be megabytes; the overview also what their runs measured. */
async function askVersions(client: QueryClient, name: string, tab: ModelTab) {
  if (tab === 'policy') return
  const versions = await client.query(versionQueries.of(name))
  if (tab !== 'overview' || !versions.some(({ run_id }) => run_id)) return
  startCodeOfMetrics()
  await client.query(versionQueries.sourceRuns(name))
}

export function ModelPage() {
  const name = useParam('name')
  const tab = useModelTab()
  const { manage } = useMay({ model: name })
  const { data: model, error, refetch } = useQuery(modelQueries.detail(name))
  const hasVersions = (model?.latest_versions ?? []).length > 0 && !isPrompt(model?.tags)
  const [isDeleting, setDeleting] = useState(false)
  const navigate = useNavigate()
  const isMissing = error instanceof ApiError && error.code === 'RESOURCE_DOES_NOT_EXIST'
  if (isMissing && !model) return <ModelMissing name={name} />
  return (
    <Page
      title={name}
      heading={<ModelName name={name} />}
      actions={
        <>
          {hasAccounts && model && (
            <Suspense fallback={null}>
              <AccessButton thing={{ model: name }} />
            </Suspense>
          )}
          {manage && (
            <Button variant="text" color="inherit" onClick={() => setDeleting(true)} disabled={!model}>
              Delete
            </Button>
          )}
          {hasVersions && <UseButton to={{ pathname: paths.model(name), search: 'by=stage', hash: USE_HASH }} />}
        </>
      }
    >
      {isMissing && <Gone what="This model" />}
      <ModelTabs name={name} open={tab} />
      {error && !model && (
        <ErrorNotice title="This model could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !model && <ModelSkeleton />}
      {model && tab === 'overview' && <ModelContent key={name} model={model} />}
      {model && tab !== 'overview' && (
        <Suspense fallback={<LoadingRows count={6} />}>
          {tab === 'activity' ? <ModelActivity name={name} /> : <PolicyEditor key={name} name={name} />}
        </Suspense>
      )}
      {isDeleting && (
        <DeleteModelDialog
          name={name}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(paths.models())}
        />
      )}
    </Page>
  )
}

function ModelTabs({ name, open }: { name: string; open: ModelTab }) {
  return (
    <PageTabs
      aria-label="About this model"
      value={open}
      tabs={[
        { value: 'overview', label: 'Overview', to: paths.model(name) },
        { value: 'activity', label: 'Activity', to: paths.modelActivity(name) },
        { value: 'policy', label: 'Policy', to: paths.modelPolicy(name) },
      ]}
    />
  )
}

function ModelContent({ model }: { model: RegisteredModel }) {
  const { edit } = useMay({ model: model.name })
  const save = useUpdateModel(model.name)
  const versions = useQuery(versionQueries.of(model.name))
  return (
    <div className="sections">
      <TwoColumns aside={<ModelFacts model={model} versions={versions.data} />}>
        {isPrompt(model.tags) && <p>This is a prompt from MLflow’s prompt registry, not a model.</p>}
        <DescriptionEditor
          text={model.description}
          save={edit ? save : undefined}
          most={descriptionLimit}
          isCard
          hint="No description yet. Say what the model does, what it is for, and who to ask."
        />
        <InStages model={model} versions={versions.data} />
        <ModelUse model={model} versions={versions.data} />
      </TwoColumns>
      <ModelVersions model={model} versions={versions} />
    </div>
  )
}

function ModelMissing({ name }: { name: string }) {
  return (
    <Page title="Not found">
      <EmptyState title={`No model named “${name}”`}>
        It may have been deleted or renamed.{' '}
        <Link component={RouterLink} underline="always" to={paths.models()}>
          See all models
        </Link>
      </EmptyState>
    </Page>
  )
}

/** The model's name with inline renaming. */
function ModelName({ name }: { name: string }) {
  const may = useMay({ model: name })
  const rename = useRenameModel(name)
  const navigate = useNavigate()
  return (
    <EditableName
      name={name}
      problemOf={modelNameError}
      hint="Code that loads the model by its old name will stop working."
      rename={may.rename ? rename : undefined}
      onRenamed={(renamed) => void navigate(paths.model(renamed), { replace: true })}
    >
      <Heading>
        <ClampedName name={name} />
      </Heading>
      <CopyButton text={name} what="name" />
    </EditableName>
  )
}

/** Placeholder for a model: description, stages and facts. */
function ModelSkeleton() {
  return (
    <TwoColumns aside={<LoadingRows count={3} />}>
      <LoadingSection lines={['60%', '66%', '38%']} />
      <LoadingRows count={3} />
    </TwoColumns>
  )
}
