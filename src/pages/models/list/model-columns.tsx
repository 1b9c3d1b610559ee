import { withoutSecrets } from '../../../text/without-secrets.ts'
import { Whole, WholeLink } from '../../../ui/text/Whole.tsx'
import { Suspense } from 'react'
import { onDemand, whenHere } from '../../../ui/feedback/on-demand.tsx'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, ownTags, tagValue } from '#contract/tags.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { paths } from '../../../paths.ts'
import type { ChoosableColumn } from '../../../ui/table/ColumnChoices.tsx'
import { columnsIn } from '../../../ui/table/chosen-columns.ts'
import type { Column } from '../../../ui/table/table-columns.ts'
import { opening } from '../../../ui/text/opening.ts'
import { useModelsTable } from './models-table.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { measuredBy, type SortedBy } from './metrics/measured-by.ts'
import { MoreInStage } from './MoreInStage.tsx'
import { ModelRowActions } from './ModelRowActions.tsx'
import type { Tag } from '#contract/values.ts'
import { TagCell } from '../../../domain/tags/TagCell.tsx'
import { tagClause } from './tag-clause.ts'

const MetricsCell = onDemand(async () => (await import('./metrics/MetricsCell.tsx')).MetricsCell)

/** The orders that an MLflow server supports (docs/rest-contract.md §9); the browser does the others. */
export function serverOrder(sorted: { id: string; desc: boolean } | undefined): string | undefined {
  const key = { name: 'name', updated: 'last_updated_timestamp' }[sorted?.id ?? '']
  return key && `${key} ${sorted?.desc ? 'DESC' : 'ASC'}`
}

export const inStage = (model: RegisteredModel, stage: Stage) =>
  model.latest_versions?.find((version) => version.current_stage === stage)

/** The highest of the newest versions of each stage is the newest of all. */
const latest = (model: RegisteredModel) =>
  (model.latest_versions ?? []).reduce<ModelVersion | undefined>(
    (best, version) => (best && Number(best.version) > Number(version.version) ? best : version),
    undefined,
  )

const numberOf = (version: ModelVersion | undefined) => version && Number(version.version)
const dash = <span>–</span>

function VersionLink({ version, aged = false }: { version: ModelVersion | undefined; aged?: boolean }) {
  if (!version) return dash
  return (
    <>
      <RouterLink to={paths.version(version)}>Version {version.version}</RouterLink>
      {aged && (
        <>
          {' '}
          <span className="aside">
            <Time ms={version.last_updated_timestamp} short />
          </span>
        </>
      )}
    </>
  )
}

/** The highest version in a stage, and how many more there are. */
function HolderCell({ model, stage }: { model: RegisteredModel; stage: 'Production' | 'Staging' }) {
  const version = inStage(model, stage)
  return (
    <>
      <VersionLink version={version} aged />
      {version && Number(version.version) > 1 && <MoreInStage model={model} stage={stage} />}
    </>
  )
}

const aliasesOf = ({ aliases = [] }: RegisteredModel) => aliases.map(({ alias }) => `@${alias}`).join(' ')
export const ownerOf = ({ tags }: RegisteredModel) => tagValue(tags, OWNER_TAG) || undefined

const Marked = onDemand(async () => (await import('../../../domain/find/Marked.tsx')).Marked)
const FoundAbout = onDemand(async () => (await import('./FoundAbout.tsx')).FoundAbout)

/** Loads what marks the words that are found, beside what finds them: rows without it would be drawn twice. */
export const loadMarks = () => void whenHere(Marked.preload(), FoundAbout.preload())

/** The name, and below it what the model does, in two lines that open all of it; what was found in them is marked. */
function NameCell({ model: { name, description } }: { model: RegisteredModel }) {
  const found = useModelsTable().found.get(name)
  const about = withoutSecrets(opening(description))
  const told = description || found?.where
  const look = told ? 'row-name has-about' : 'row-name'
  return (
    <>
      <WholeLink className={look} text={name} what="Model name" to={paths.model(name)} width={NAME_WIDTH - 16}>
        <bdi>
          <Suspense fallback={name}>{found ? <Marked text={name} terms={found.terms} /> : name}</Suspense>
        </bdi>
      </WholeLink>
      {told && (
        <Whole className="about" text={told} shown={about} what={`Description of ${name}`}>
          <Suspense fallback={about}>{found ? <FoundAbout description={description} found={found} /> : about}</Suspense>
        </Whole>
      )}
    </>
  )
}

const NAME_WIDTH = 300
/** A line for the name and two for the description. */
export const MODEL_ROW_HEIGHT = 68

const every: readonly Column<RegisteredModel>[] = [
  {
    id: 'name',
    header: 'Name',
    width: NAME_WIDTH,
    pinned: true,
    grows: true,
    sortBy: ({ name }) => name,
    cell: (model) => <NameCell model={model} />,
  },
  {
    id: 'production',
    header: 'Production',
    hint: 'Highest version in Production, and when it last changed',
    width: 164,
    sortBy: (model) => numberOf(inStage(model, 'Production')),
    cell: (model) => <HolderCell model={model} stage="Production" />,
  },
  {
    id: 'staging',
    header: 'Staging',
    hint: 'Highest version in Staging, and when it last changed',
    width: 164,
    sortBy: (model) => numberOf(inStage(model, 'Staging')),
    cell: (model) => <HolderCell model={model} stage="Staging" />,
  },
  {
    id: 'latest',
    header: 'Latest',
    width: 88,
    sortBy: (model) => numberOf(latest(model)),
    cell: (model) => <VersionLink version={latest(model)} />,
  },
  {
    id: 'aliases',
    header: 'Aliases',
    width: 108,
    sortBy: (model) => aliasesOf(model) || undefined,
    cell: (model) => <Whole text={aliasesOf(model)} what="Aliases" width={108} />,
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 144,
    sortBy: ({ tags }) =>
      ownTags(tags)
        .map(({ key, value }) => `${key} ${value}`)
        .join(' ') || undefined,
    cell: ({ tags }) => <TagFilterCell tags={ownTags(tags)} />,
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 112,
    sortBy: ownerOf,
    cell: (model) => <Whole text={ownerOf(model)} what="Owner" width={112} />,
  },
  {
    id: 'metrics',
    header: 'Metrics',
    hint: 'Main metrics of the version in Production',
    width: 200,
    grows: true,
    cell: (model) => (
      <Suspense fallback={null}>
        <MetricsCell model={model} count={3} />
      </Suspense>
    ),
  },
  {
    id: 'created',
    header: 'Created',
    width: 124,
    sortBy: ({ creation_timestamp }) => creation_timestamp,
    cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} />,
  },
  {
    id: 'updated',
    header: 'Last updated',
    width: 124,
    sortBy: ({ last_updated_timestamp }) => last_updated_timestamp,
    cell: ({ last_updated_timestamp }) => <Time ms={last_updated_timestamp} />,
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 92,
    isControls: true,
    cell: (model) => <ModelRowActions model={model} />,
  },
]

const optional = every.filter(({ id }) => id !== 'name' && id !== 'actions')

/** What the column picker offers. */
export const choosable: readonly ChoosableColumn[] = optional.map(({ id, header }) => ({
  id,
  header,
  group: 'Columns',
}))

/** The columns in the URL, if any. */
export const chosenColumns = (params: URLSearchParams) =>
  columnsIn(params, (id) => optional.some((column) => column.id === id))

/** The columns shown where none are chosen; in a wide window also the metrics. */
export const defaultColumns = (isWide: boolean): string[] =>
  choosable.map(({ id }) => id).filter((id) => id !== 'created' && (isWide || id !== 'metrics'))

/** The name, these columns, and the actions. If a metric is chosen, the column for metrics shows that one. */
export const modelColumns = (shown: readonly string[], by?: SortedBy): Column<RegisteredModel>[] =>
  every.flatMap((column) => {
    const { id } = column
    if (id === 'metrics' && by) return measuredBy(column, by)
    return id === 'name' || id === 'actions' || shown.includes(id) ? column : []
  })

/** A model's tags; the visible one links to all models that have it, unless the link would show a secret. */
function TagFilterCell({ tags }: { tags: readonly Tag[] }) {
  const { narrowed } = useModelsTable()
  const [first] = tags
  const clause = first && tagClause(first.key, first.value)
  if (!clause || withoutSecrets(clause) !== clause) return <TagCell tags={tags} />
  return <TagCell tags={tags} to={{ search: narrowed(clause) }} />
}
