import { withoutSecrets } from '../../../text/without-secrets.ts'
import { FirstLine } from '../../../ui/text/FirstLine.tsx'
import { Whole, WholeLink } from '../../../ui/text/Whole.tsx'
import { Link as RouterLink, useSearchParams } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, ownTags, tagValue } from '#contract/tags.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { paths } from '../../../paths.ts'
import type { Column } from '../../../ui/table/table-columns.ts'
import { firstLine } from '../../../ui/text/first-line.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { ModelRowActions } from './ModelRowActions.tsx'
import type { Tag } from '#contract/values.ts'
import { TagCell } from '../../../domain/TagCell.tsx'
import { withParam } from '../../../url-params.ts'
import { narrowed } from '../../../grammar-search.ts'
import { tagClause } from './tag-clause.ts'

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

const aliasesOf = ({ aliases = [] }: RegisteredModel) => aliases.map(({ alias }) => `@${alias}`).join(' ')
const ownerOf = ({ tags }: RegisteredModel) => tagValue(tags, OWNER_TAG) || undefined

export const modelColumns: readonly Column<RegisteredModel>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 184,
    pinned: true,
    sortBy: ({ name }) => name,
    cell: ({ name }) => (
      <WholeLink className="row-name" text={name} what="Model name" to={paths.model(name)} width={168} />
    ),
  },
  {
    id: 'description',
    header: 'Description',
    // On a phone the next column must peek in, so that users see there is more.
    width: 124,
    grows: true,
    sortBy: ({ description }) => firstLine(description) || undefined,
    cell: ({ description }) => <FirstLine of={description} width={124} />,
  },
  {
    id: 'production',
    header: 'Production',
    hint: 'Highest version in Production, and when it last changed',
    width: 138,
    sortBy: (model) => numberOf(inStage(model, 'Production')),
    cell: (model) => <VersionLink version={inStage(model, 'Production')} aged />,
  },
  {
    id: 'staging',
    header: 'Staging',
    hint: 'Highest version in Staging, and when it last changed',
    width: 138,
    sortBy: (model) => numberOf(inStage(model, 'Staging')),
    cell: (model) => <VersionLink version={inStage(model, 'Staging')} aged />,
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

/** A model's tags; the visible one links to all models that have it, unless the link would show a secret. */
function TagFilterCell({ tags }: { tags: readonly Tag[] }) {
  const [params] = useSearchParams()
  const [first] = tags
  const clause = first && tagClause(first.key, first.value)
  if (!clause || withoutSecrets(clause) !== clause) return <TagCell tags={tags} />
  const search = withParam(params, 'q', narrowed('models', params.get('q') ?? '', clause))
  return <TagCell tags={tags} to={{ search: search.toString() }} />
}
