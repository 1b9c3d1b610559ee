import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { childQueries } from '../../../api/child-runs.ts'
import type { SortingState } from '../../../ui/table/table-columns.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { useInView } from '../../../ui/controls/in-view.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { childColumns } from './child-columns.tsx'

/** The runs started inside this one, loaded when they come into view. */
export function ChildRuns({ run: { info } }: { run: Run }) {
  const place = useRef<HTMLDivElement>(null)
  const isInView = useInView(place, '0px')
  const [sorting, setSorting] = useState<SortingState>([])
  const { data, error, refetch } = useQuery({ ...childQueries.of(info), enabled: isInView })
  const runs = data?.runs
  const columns = useMemo(() => childColumns(runs ?? []), [runs])
  return (
    <Box ref={place} sx={{ minHeight: '1px', '&&&:empty': { mt: 0 } }}>
      {error && !data && (
        <ErrorNotice title="The child runs could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {runs && runs.length > 0 && (
        <Section title="Child runs">
          <DataTable
            label="Child runs"
            columns={columns}
            rows={runs}
            rowId={(run) => run.info.run_id}
            sorting={sorting}
            onSort={setSorting}
            sortsHere
          />
          {data.isCut && (
            <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
              Showing the first {runs.length}. See the experiment’s runs for all of them.
            </Typography>
          )}
        </Section>
      )}
    </Box>
  )
}
