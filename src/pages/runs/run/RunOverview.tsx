import { summaryFor, type ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { ChosenValue } from '../../../parts/metrics/ChosenValue.tsx'
import { useChosenRun } from '../../../parts/metrics/use-chosen-runs.ts'
import { explained } from '../../../domain/metric-meaning.ts'
import type { Run } from '#contract/runs.ts'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import { useMay, useServerRights } from '../../../api/access/access.ts'
import { useSetRunTag } from '../../../api/runs.ts'
import type { TextChange } from '../../../api/writes/unchanged.ts'
import { DescriptionEditor } from '../../../parts/DescriptionEditor.tsx'
import { TwoColumns } from '../../../ui/layout/TwoColumns.tsx'
import { PythonSection } from '../../../ui/layout/PythonSection.tsx'
import { ValueTables } from '../../../ui/table/ValueTables.tsx'
import { ChildRuns } from './ChildRuns.tsx'
import { RunDatasets } from './RunDatasets.tsx'
import { RunFacts } from './RunFacts.tsx'
import { runPython } from './run-python.ts'
import { useMetricTags } from '../../../parts/metrics/use-metric-tags.ts'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { paths } from '../../../paths.ts'
import type { ValueRow } from '../../../ui/table/ValueTable.tsx'

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
  const { edit } = useMay(info)
  const { register } = useServerRights()
  const { tags, interest } = useMetricTags([info.run_id])
  const value = useChosenRun(run, tags)
  const isEditable = edit && info.lifecycle_stage === 'active'
  return (
    <TwoColumns aside={<RunFacts run={run} />}>
      {(isEditable || note) && (
        <DescriptionEditor
          text={note}
          save={isEditable ? saveNote : undefined}
          hint="No description yet. Say what this run tried and found."
        />
      )}
      <div {...interest}>
        {data.metrics && <ChosenValue {...value} />}
        <ValueTables
          metrics={metricRows(value.run, value.choice, tags)}
          params={data.params ?? []}
          none="No metrics or params logged."
        />
      </div>
      <RunDatasets run={run} />
      <ChildRuns run={run} tags={tags} />
      <PythonSection ways={runPython(run, { edit, register })} />
    </TwoColumns>
  )
}

/** The chosen value of each metric, which value or of which step it is, a link to its history, and what it means. */
function metricRows({ info, data: { metrics = [] } }: Run, choice: ValueChoice, tags: readonly Tag[]): ValueRow[] {
  const hasSteps = metrics.some(({ step }) => step !== 0)
  return metrics.map(({ key, value, step }) => ({
    key,
    value: String(value),
    to: `${paths.runMetrics(info.run_id)}?${new URLSearchParams({ metric: key })}`,
    ...(choice === 'last'
      ? hasSteps && { note: `step ${step}` }
      : { note: summaryFor(choice, key, tags) ? choice : 'last' }),
    ...explained(key, tags),
  }))
}
