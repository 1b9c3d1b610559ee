import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link as RouterLink } from 'react-router'
import type { ModelVersion } from '#contract/versions.ts'
import { modelQueries } from '../../../api/models.ts'
import { versionQueries } from '../../../api/versions.ts'
import { againstText, type Reason, usualAgainst, wantedOf } from '#contract/compared/against.ts'
import { noteChangesOpened } from '../../../parts/reviews/opened-changes.ts'
import { paths } from '../../../paths.ts'
import { firstUpper } from '../../../text/first-upper.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { FilterChip } from '../../../ui/search/FilterChip.tsx'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { AgainstPicker } from './AgainstPicker.tsx'
import { FileChanges } from './FileChanges.tsx'
import { MetricChanges, ParamChanges } from './MeasuredChanges.tsx'
import { RequirementChanges, SignatureChanges } from './ModelChanges.tsx'
import { RegistryChanges } from './RegistryChanges.tsx'
import { SourceChanges } from './SourceChanges.tsx'
import { useModelParts } from './use-model-parts.ts'
import { useMeasured } from './use-measured.ts'

/** The Changes tab: a version beside the one in Production, or any other. */
export function VersionChanges({ version: own }: { version: ModelVersion }) {
  const [params, setParams] = useUrlParams()
  const wanted = wantedOf(params.get('against') ?? '', own.name)
  const versions = useQuery(versionQueries.of(wanted.name))
  const usual = usualAgainst(own, versions.data ?? [])
  const version = wanted.version ?? usual?.version
  const reason: Reason = wanted.version === undefined ? (usual?.reason ?? 'chosen') : 'chosen'
  const set = (key: string, value: string) =>
    setParams((before) => withParam(before, key, value), { replace: true, preventScrollReset: true })
  const onlyDifferences = params.get('show') !== 'all'
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 4, mb: 2 }}>
        <AgainstPicker
          own={own}
          against={{ name: wanted.name, ...(version !== undefined && { version }) }}
          versions={versions.data ?? []}
          list={versions}
          onChange={(next) => set('against', againstText(next, own.name))}
        />
        <FilterChip pressed={onlyDifferences} onChange={(only) => set('show', only ? '' : 'all')}>
          Only differences
        </FilterChip>
      </Stack>
      {versions.isPending && version === undefined && <LoadingRows count={8} />}
      {versions.isError && version === undefined && (
        <ErrorNotice
          title="The versions could not be loaded"
          error={versions.error}
          onRetry={() => void versions.refetch()}
        />
      )}
      {versions.isSuccess && version === undefined && <NothingToCompare own={own} name={wanted.name} />}
      {version !== undefined && (
        <Comparison
          key={`${wanted.name}/${version}`}
          own={own}
          against={{ name: wanted.name, version }}
          reason={reason}
          onlyDifferences={onlyDifferences}
        />
      )}
    </>
  )
}

const NothingToCompare = ({ own, name }: { own: ModelVersion; name: string }) => (
  <EmptyState title={name === own.name ? `Version ${own.version} is the only version` : `“${name}” has no versions`}>
    Choose another model to compare with.
  </EmptyState>
)

type ComparisonProps = {
  own: ModelVersion
  against: { name: string; version: string }
  reason: Reason
  onlyDifferences: boolean
}

function Comparison({ own, against, reason, onlyDifferences }: ComparisonProps) {
  const other = useQuery(versionQueries.detail(against))
  if (own.name === against.name && own.version === against.version)
    return <EmptyState title="This is the same version">Choose another version to compare with.</EmptyState>
  if (other.isError && !other.data)
    return (
      <ErrorNotice
        title={`Version ${against.version} of “${against.name}” could not be loaded`}
        error={other.error}
        onRetry={() => void other.refetch()}
      />
    )
  if (!other.data) return <LoadingRows count={8} />
  return (
    <>
      <Typography color="textSecondary" sx={{ mb: 6, overflowWrap: 'anywhere' }}>
        Compared with{' '}
        <Link component={RouterLink} underline="always" to={paths.version(other.data)}>
          {other.data.name !== own.name && (
            <>
              <bdi>{other.data.name}</bdi>{' '}
            </>
          )}
          version {other.data.version}
        </Link>
        {
          {
            chosen: '.',
            production: ', which is in Production.',
            latest: ', the latest other version: no other version is in Production.',
          }[reason]
        }
      </Typography>
      <Sections before={other.data} after={own} onlyDifferences={onlyDifferences} />
    </>
  )
}

type SectionsProps = { before: ModelVersion; after: ModelVersion; onlyDifferences: boolean }

function Sections({ before, after, onlyDifferences }: SectionsProps) {
  const model = useQuery(modelQueries.detail(after.name))
  const [was, is] = [useMeasured(before), useMeasured(after)]
  const [old, now] = [useModelParts(before), useModelParts(after)]
  // A decision records whether its evidence was shown.
  useEffect(() => noteChangesOpened({ name: after.name, version: after.version }), [after.name, after.version])
  const isOther = before.name !== after.name
  const name = firstUpper(`${isOther ? `${before.name} ` : ''}version ${before.version}`)
  const shown = { names: [name, `Version ${after.version}`] as const, onlyDifferences }
  return (
    <div className="sections">
      <MetricChanges before={was.measured} after={is.measured} model={model.data} {...shown} />
      <ParamChanges before={was.measured} after={is.measured} {...shown} />
      <SignatureChanges before={old} after={now} {...shown} />
      <RequirementChanges before={old} after={now} {...shown} />
      <FileChanges before={old.place} after={now.place} versions={[before, after]} {...shown} />
      <SourceChanges before={was.run} after={is.run} {...shown} />
      <RegistryChanges {...{ before, after }} {...shown} />
    </div>
  )
}
