import Link from '@mui/material/Link'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link as RouterLink, useSearchParams } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { paths } from '../../paths.ts'
import { sortingOf, withSorting } from '../../url-params.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Section } from '../../ui/Section.tsx'
import { versionColumns } from './version-columns.tsx'

const newestFirst = [{ id: 'version', desc: true }]
const isActive = ({ current_stage }: ModelVersion) => current_stage === 'Staging' || current_stage === 'Production'

type Props = { model: RegisteredModel; versions: UseQueryResult<ModelVersion[]> }

/** The versions of a model: those in use, or all. */
export function ModelVersions({ model, versions: { data, error, refetch } }: Props) {
  const [params, setParams] = useSearchParams()
  const active = useMemo(() => data?.filter(isActive), [data])
  const columns = useMemo(() => versionColumns(model.aliases ?? []), [model.aliases])
  if (error && !data)
    return <ErrorNotice title="The versions could not be loaded" error={error} onRetry={() => void refetch()} />
  if (data?.length === 0) return <NoVersions />
  const asked = params.get('versions')
  const tab = asked === 'all' || asked === 'active' ? asked : active?.length === 0 ? 'all' : 'active'
  const rows = tab === 'all' ? data : active
  const sorting = sortingOf(params, newestFirst)
  const choose = (versions: string) => {
    const next = new URLSearchParams(params)
    next.set('versions', versions)
    setParams(next, { replace: true, preventScrollReset: true })
  }
  return (
    <Section title="Versions">
      <Tabs value={tab} aria-label="Which versions" onChange={(_event, value: string) => choose(value)}>
        <Tab value="active" label={`Active${active ? ` ${active.length}` : ''}`} />
        <Tab value="all" label={`All${data ? ` ${data.length}` : ''}`} />
      </Tabs>
      {rows?.length === 0 ? (
        <EmptyState title="No version is in Staging or Production">All has the others.</EmptyState>
      ) : (
        <DataTable
          label="Versions"
          columns={columns}
          rows={rows}
          rowId={({ version }) => version}
          sorting={sorting}
          sortsHere
          onSort={(next) => setParams(withSorting(params, next), { replace: true, preventScrollReset: true })}
        />
      )}
    </Section>
  )
}

function NoVersions() {
  return (
    <Section title="Versions">
      <EmptyState title="No versions yet">
        Open a run under{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          Experiments
        </Link>
        , choose a model among its artifacts and register it under this name.
      </EmptyState>
    </Section>
  )
}
