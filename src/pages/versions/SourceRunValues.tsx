import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { isUnknownRun, runQueries } from '../../api/runs.ts'
import { ForeignRun } from '../../domain/ForeignRun.tsx'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { ValueTable } from '../../ui/table/ValueTable.tsx'

/** The metrics and params of the source run. */
export function SourceRunValues({ runId, runLink }: { runId: string; runLink: string | undefined }) {
  const run = useQuery(runQueries.detail(runId))
  const isForeign = isUnknownRun(run.error)
  const metrics = (run.data?.data.metrics ?? []).map(({ key, value }) => ({ key, value: String(value) }))
  const params = run.data?.data.params ?? []
  const link = !isForeign && (
    <Link component={RouterLink} to={paths.run(runId)} variant="body2">
      Open run
    </Link>
  )
  return (
    <Section title="From the source run" actions={link}>
      {run.isPending && <LoadingRows count={3} />}
      {isForeign && (
        <Typography color="textSecondary">
          Its metrics and params are not on this server: <ForeignRun id={runId} link={runLink} />
        </Typography>
      )}
      {run.isError && !run.data && !isForeign && (
        <ErrorNotice title="The source run could not be loaded" error={run.error} onRetry={() => void run.refetch()} />
      )}
      {run.data && metrics.length + params.length === 0 && (
        <Typography color="textSecondary">No metrics or parameters logged.</Typography>
      )}
      <Box sx={{ display: 'grid', columnGap: 12, rowGap: 6, gridTemplateColumns: { md: 'repeat(2, minmax(0, 1fr))' } }}>
        <ValueTable title="Metrics" rows={metrics} isNumeric />
        <ValueTable title="Parameters" rows={params} />
      </Box>
    </Section>
  )
}
