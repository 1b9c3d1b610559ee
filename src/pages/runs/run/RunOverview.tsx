import type { Run } from '#contract/runs.ts'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import { useSetRunTag } from '../../../api/runs.ts'
import type { TextChange } from '../../../api/writes/unchanged.ts'
import { DescriptionEditor } from '../../../parts/DescriptionEditor.tsx'
import { TwoColumns } from '../../../ui/layout/TwoColumns.tsx'
import { PythonSection } from '../../../ui/layout/PythonSection.tsx'
import { ValueTables } from '../../../ui/table/ValueTables.tsx'
import { ChildRuns } from './ChildRuns.tsx'
import { metricRows } from './metric-rows.ts'
import { RunDatasets } from './RunDatasets.tsx'
import { RunFacts } from './RunFacts.tsx'
import { factsOf } from '../../../domain/run-facts.ts'
import { runPython } from './run-python.ts'

/** A run's description, values, datasets, models, tags and child runs. */
export function RunOverview({ run }: { run: Run }) {
  const { info, data } = run
  const setTag = useSetRunTag(info.run_id)
  const saveNote = {
    ...setTag,
    mutateAsync: ({ text }: TextChange) =>
      setTag.mutateAsync({ key: NOTE_TAG, value: text, was: tagValue(data.tags, NOTE_TAG) ?? null }),
  }
  const { note } = factsOf(run)
  const isActive = info.lifecycle_stage === 'active'
  return (
    <TwoColumns aside={<RunFacts run={run} />}>
      {(isActive || note) && (
        <DescriptionEditor
          text={note}
          save={isActive ? saveNote : undefined}
          hint="No description yet. Say what this run tried and found."
        />
      )}
      <ValueTables
        metrics={metricRows(info.run_id, data.metrics ?? [])}
        params={data.params ?? []}
        none="No metrics or params logged."
      />
      <RunDatasets run={run} />
      <ChildRuns run={run} />
      <PythonSection ways={runPython(run)} />
    </TwoColumns>
  )
}
