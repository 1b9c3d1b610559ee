import type { Tag } from '#contract/values.ts'
import { metricChanges } from '../../../domain/changes/metrics.ts'
import { metricsOf, paramsOf } from '../../../domain/changes/measured.ts'
import { type Part, valueOf } from '../../../domain/changes/part.ts'
import { valueChanges } from '../../../domain/changes/values.ts'
import { metricHeader, metricMeaning, metricWords } from '../../../domain/metric-meaning.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Difference, Missing } from './ChangeCells.tsx'
import { ChangeSection, type Shown } from './ChangeSection.tsx'
import { type ChangeRow, ChangeTable } from './ChangeTable.tsx'
import { textRows } from './text-rows.tsx'
import type { Measured } from './use-measured.ts'

type Props = Shown & {
  before: Measured['measured']
  after: Measured['measured']
}

type MetricProps = Props & {
  /** Those of the model, which say which values of a metric are better. */
  tags: readonly Tag[] | undefined
}

/** The metrics of two versions, with the difference, and whether it is better. */
export function MetricChanges({ before, after, tags, ...shown }: MetricProps) {
  const [was, is] = [valueOf(before), valueOf(after)]
  const changes = metricChanges(metricsOf(was?.run, was?.model), metricsOf(is?.run, is?.model), tags)
  const rows = changes.map((change): ChangeRow => ({
    key: change.key,
    name: <bdi title={metricWords(metricMeaning(change.key, tags))}>{metricHeader(change.key, tags)}</bdi>,
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
    >
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
