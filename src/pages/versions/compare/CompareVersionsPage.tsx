import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { X } from 'lucide-react'
import { Link as RouterLink } from 'react-router'
import type { QueryClient } from '@tanstack/react-query'
import type { VersionId } from '#contract/versions.ts'
import { MOST_VERSIONS, versionsIn, versionText } from '#contract/compared/versions-in.ts'
import { shownOf } from '../../../domain/compare/compared.ts'
import { CompareTable } from '../../../domain/compare/CompareTable.tsx'
import { disputedWords } from '../../../domain/metrics/first-meanings.ts'
import { valueIn, valueParam } from '../../../domain/metrics/metric-value.ts'
import { ChosenValue } from '../../../parts/metrics/ChosenValue.tsx'
import { CompareBar } from '../../../parts/compare/CompareBar.tsx'
import { sortedBy, useComparison } from '../../../parts/compare/use-comparison.ts'
import { UnreadParts } from '../../../domain/changes/UnreadParts.tsx'
import { paths } from '../../../paths.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { versionQueries } from '../../../api/versions.ts'
import type { Params } from '../../../route-params.ts'
import { askMeasured } from '../changes/ask-changes.ts'
import { useUrlParams } from '../../../url-params.ts'
import { AddVersion } from './AddVersion.tsx'
import { useComparedVersions } from './use-compared-versions.ts'

/** What this page asks when the versions are known (routes.tsx): their runs and logged models. */
export const asks = (client: QueryClient, _params: Params, _pathname: string, search: URLSearchParams) => {
  const { ids } = versionsIn(search)
  return ids.length < 2
    ? []
    : ids.map(async (id) => Promise.allSettled(askMeasured(client, await client.query(versionQueries.detail(id)))))
}

/** Versions of one or several models side by side; all that is chosen is in the URL. */
export function CompareVersionsPage() {
  const [params, setParams] = useUrlParams()
  const { ids, others } = versionsIn(params)
  const change = (next: (before: URLSearchParams) => URLSearchParams) =>
    setParams(next, { replace: true, preventScrollReset: true })
  const show = (wanted: readonly VersionId[]) =>
    change((before) => {
      const next = new URLSearchParams(before)
      next.delete('version')
      for (const id of wanted) next.append('version', versionText(id))
      return next
    })
  return (
    <Page title="Compare versions">
      <Stack data-screen="" direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 3, mb: 4 }}>
        {ids.length < MOST_VERSIONS ? (
          <AddVersion chosen={ids} onAdd={(id) => show([...ids, id])} />
        ) : (
          <Typography variant="body2" color="textSecondary">
            {others.length > 0
              ? `At most ${MOST_VERSIONS} versions are compared. These are the first; ${others.length} more will not fit.`
              : `At most ${MOST_VERSIONS} versions are compared. Remove one to add another.`}
          </Typography>
        )}
      </Stack>
      {ids.length < 2 && (
        <EmptyState title={ids.length === 0 ? 'No versions chosen' : 'Only one version chosen'}>
          Add versions above, or select them on a model’s page.
        </EmptyState>
      )}
      {ids.length >= 2 && (
        <Comparison ids={ids} params={params} onChange={change} onShow={(wanted) => show([...wanted, ...others])} />
      )}
    </Page>
  )
}

type Props = {
  ids: readonly VersionId[]
  params: URLSearchParams
  onChange: (next: (before: URLSearchParams) => URLSearchParams) => void
  onShow: (ids: readonly VersionId[]) => void
}

function Comparison({ ids, params, onChange, onShow }: Props) {
  const { things, choice, read, runs, meanings } = useComparedVersions(ids, valueIn(params))
  const comparison = useComparison(things, params)
  const { all, rows, order, baseline, sort } = comparison
  const columns = order.map((index) => ({ id: things[index]?.id ?? '', index }))
  const isReading =
    read.isPending || things.some(({ parts }) => Object.values(parts).some(({ state }) => state === 'pending'))
  const disputed = disputedWords(meanings, new Set(all.flatMap(({ group, key }) => (group === 'Metrics' ? key : []))))
  const nameOf = (index: number) => `${ids[index]?.name} version ${ids[index]?.version}`
  return (
    <>
      <CompareBar
        file="versions"
        value={<ChosenValue choice={choice} read={read} />}
        {...{ comparison, params, onChange, nameOf, isReading }}
      >
        {runs.length > 1 && (
          <Button
            component={RouterLink}
            to={paths.compareRuns({
              runs: runs.map(({ info }) => info.run_id),
              experiments: [...new Set(runs.map(({ info }) => info.experiment_id))],
              plots: 'axes,scatter,curves',
              value: valueParam(choice),
            })}
          >
            Charts of their runs
          </Button>
        )}
      </CompareBar>
      <UnreadParts parts={things.flatMap(({ parts }) => Object.values(parts))} />
      {disputed && (
        <Alert severity="info" variant="outlined" sx={{ mb: 3, maxWidth: 1080, overflowWrap: 'anywhere' }}>
          {disputed}
        </Alert>
      )}
      <Typography variant="body2" color="textSecondary" role="status" sx={{ mb: 2 }}>
        {isReading ? 'Reading…' : shownOf(rows.length, all.length)}
      </Typography>
      {rows.length > 0 && (
        <CompareTable
          nouns="versions"
          rows={rows}
          columns={columns}
          renderHeader={(index) => (
            <ColumnHeader
              id={ids[index] ?? { name: '', version: '' }}
              onRemove={() => onShow(ids.filter((_, other) => other !== index))}
            />
          )}
          baseline={baseline}
          sort={sort}
          onSort={(id) => onChange((before) => sortedBy(before, id))}
        />
      )}
    </>
  )
}

// The head of the table leaves room for its rows. Baseline has the whole name.
const clamped = {
  display: '-webkit-box',
  overflow: 'hidden',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '3',
} as const

function ColumnHeader({ id, onRemove }: { id: VersionId; onRemove: () => void }) {
  const name = `${id.name} version ${id.version}`
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ alignItems: 'start', gap: 1 }}>
      <Link component={RouterLink} to={paths.version(id)} title={name} sx={{ minWidth: 0 }}>
        <bdi style={clamped}>{id.name}</bdi> version {id.version}
      </Link>
      <span data-screen="">
        <IconButton label={`Remove ${name}`} hint="Remove" onClick={onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      </span>
    </Stack>
  )
}
