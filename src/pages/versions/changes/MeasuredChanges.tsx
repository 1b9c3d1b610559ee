import Button from '@mui/material/Button'
import { useState } from 'react'
import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import { metricChanges } from '../../../domain/changes/metrics.ts'
import { metricsOf, paramsOf } from '../../../domain/changes/measured.ts'
import { type Part, valueOf } from '../../../domain/changes/part.ts'
import { valueChanges } from '../../../domain/changes/values.ts'
import { useMay } from '../../../api/access/access.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { chosenModel, type ValueChoice, valueHint, valueIn, valueSuffix } from '../../../domain/metrics/metric-value.ts'
import { ChosenValue } from '../../../parts/metrics/ChosenValue.tsx'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'
import { useUrlParams } from '../../../url-params.ts'
import { metricHeader, metricWords } from '../../../domain/metric-meaning.ts'
import { wholeMeaning } from '../../../domain/usual-metrics.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Difference } from '../../../domain/changes/Difference.tsx'
import { Missing } from './ChangeCells.tsx'
import { ChangeSection, type Shown } from './ChangeSection.tsx'
import { type ChangeRow, ChangeTable } from './ChangeTable.tsx'
import { textRows } from './text-rows.tsx'
import type { Measured } from './use-measured.ts'

const DescribeMetricsDialog = onDemand(
  async () => (await import('../../../parts/metrics/DescribeMetricsDialog.tsx')).DescribeMetricsDialog,
)

type Props = Shown & {
  before: Measured['measured']
  after: Measured['measured']
}

type MetricProps = Props & {
  /** Its tags say which values of a metric are better. */
  model: RegisteredModel | undefined
}

/** The metrics of two versions, with the difference, and whether it is better. */
export function MetricChanges({ before, after, model, ...shown }: MetricProps) {
  const tags = model?.tags
  const [was, is] = [valueOf(before), valueOf(after)]
  const [params] = useUrlParams()
  const choice = valueIn(params)
  const runs = [was?.run, is?.run].filter((run) => run !== undefined)
  const keys = [...new Set(runs.flatMap(({ data }) => data.metrics?.map(({ key }) => key) ?? []))]
  const { runs: valued, ...read } = useChosenRuns(runs, { choice, keys, tags })
  const metricsIn = (measured: typeof was) =>
    metricsOf(
      valued.find(({ info }) => info.run_id === measured?.run?.info.run_id),
      measured?.model && chosenModel(measured.model, choice, tags),
    )
  const changes = metricChanges(metricsIn(was), metricsIn(is), tags)
  const rows = changes.map((change): ChangeRow => ({
    key: change.key,
    name: <MetricName metric={change.key} tags={tags} choice={choice} />,
    before: cell(change.before, before),
    after: cell(change.after, after),
    difference: was && is && <Difference change={change} />,
    isSame: change.verdict === 'same',
  }))
  return (
    <ChangeSection
      title="Metrics"
      parts={[before, after]}
      isEmpty={rows.length === 0}
      none="Neither version has metrics."
      actions={model && rows.length > 0 && <DescribeMetrics model={model} keys={changes.map(({ key }) => key)} />}
    >
      <ChosenValue choice={choice} read={read} />
      <ChangeTable
        label="Metrics"
        what={['metric', 'metrics']}
        difference="Difference"
        isNumeric
        rows={rows}
        {...shown}
      />
    </ChangeSection>
  )
}

/** Says what the metrics mean, and so which values are better, if one may edit the model. */
function DescribeMetrics({ model, keys }: { model: RegisteredModel; keys: readonly string[] }) {
  const [isOpen, setOpen] = useState(false)
  const { edit } = useMay({ model: model.name })
  if (!edit) return null
  return (
    <>
      <Button variant="text" color="inherit" onClick={() => setOpen(true)}>
        Describe metrics…
      </Button>
      {isOpen && <DescribeMetricsDialog model={model} keys={keys} onClose={() => setOpen(false)} />}
    </>
  )
}

type Named = { metric: string; tags: readonly Tag[] | undefined; choice: ValueChoice }
/** A metric's name with its unit; pressed, it says what the metric means. */
function MetricName({ metric, tags, choice }: Named) {
  const hint = [metricWords(wholeMeaning(metric, tags)), valueHint(choice, metric, tags)].filter(Boolean).join(' ')
  const header = metricHeader(metric, tags) + valueSuffix(choice, metric, tags)
  if (!hint) return <bdi>{header}</bdi>
  return (
    <button type="button" className="whole" title={hint} aria-haspopup="dialog" data-whole={metric}>
      <bdi>{header}</bdi>
    </button>
  )
}

function cell(value: number | undefined, part: Part<unknown>) {
  return value === undefined ? <Missing isKnown={part.state === 'known'} /> : <MetricValue value={value} />
}

/** The params of two versions. */
export function ParamChanges({ before, after, ...shown }: Props) {
  const [was, is] = [valueOf(before), valueOf(after)]
  const rows = textRows(valueChanges(paramsOf(was?.run, was?.model), paramsOf(is?.run, is?.model)), [before, after])
  return (
    <ChangeSection
      title="Parameters"
      parts={[before, after]}
      isEmpty={rows.length === 0}
      none="Neither version has parameters."
    >
      <ChangeTable label="Parameters" what={['parameter', 'parameters']} rows={rows} {...shown} />
    </ChangeSection>
  )
}
