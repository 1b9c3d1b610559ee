import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Run } from '#contract/runs.ts'
import { NOTE_TAG } from '#contract/tags.ts'
import { useSetRunTag } from '../../api/runs.ts'
import { DescriptionEditor } from '../../parts/DescriptionEditor.tsx'
import { Columns } from '../../ui/Columns.tsx'
import { PythonSection } from '../../ui/PythonSection.tsx'
import { ValueTable } from '../../ui/ValueTable.tsx'
import { ChildRuns } from './ChildRuns.tsx'
import { metricRows } from './metric-rows.ts'
import { RunDatasets } from './RunDatasets.tsx'
import { RunFacts } from './RunFacts.tsx'
import { factsOf } from './run-facts.ts'
import { runPython } from './run-python.ts'

/** What is known of a run: note, metrics and params, data, models, tags, and the runs inside it. */
export function RunOverview({ run }: { run: Run }) {
  const { info, data } = run
  const setTag = useSetRunTag(info.run_id)
  const saveNote = { ...setTag, mutateAsync: (value: string) => setTag.mutateAsync({ key: NOTE_TAG, value }) }
  const metrics = metricRows(info.run_id, data.metrics ?? [])
  const params = data.params ?? []
  const { note } = factsOf(run)
  const isActive = info.lifecycle_stage === 'active'
  return (
    <Columns aside={<RunFacts run={run} />}>
      {(isActive || note) && (
        <DescriptionEditor
          text={note}
          save={isActive ? saveNote : undefined}
          hint="No description yet: what this run tried, and what came of it."
        />
      )}
      {metrics.length + params.length === 0 ? (
        <Typography color="textSecondary">This run has logged no metrics and no params.</Typography>
      ) : (
        <Box sx={values}>
          <ValueTable title="Metrics" rows={metrics} isNumeric level={2} />
          <ValueTable title="Params" rows={params} level={2} />
        </Box>
      )}
      <RunDatasets run={run} />
      <ChildRuns info={info} />
      <PythonSection ways={runPython(run)} />
    </Columns>
  )
}

const values = {
  display: 'grid',
  columnGap: 12,
  rowGap: 6,
  alignItems: 'start',
  gridTemplateColumns: { md: 'repeat(auto-fit, minmax(320px, 1fr))' },
} as const
