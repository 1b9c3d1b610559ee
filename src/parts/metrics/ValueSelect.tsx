import { type ValueChoice, valueChoices } from '../../domain/metrics/metric-value.ts'
import { Choice } from '../../ui/forms/Choice.tsx'

const words: Record<ValueChoice, string> = { last: 'Last', best: 'Best', min: 'Min', max: 'Max', mean: 'Mean' }
const options = valueChoices.map((choice) => [choice, words[choice]] as const)

type Props = {
  value: ValueChoice
  onChoose: (value: ValueChoice) => void
  /** Where “Metrics” stands for something else. */
  label?: string
}

/** Chooses which value of metrics is shown and sorted by. */
export function ValueSelect({ value, onChoose, label = 'Metrics' }: Props) {
  return <Choice label={label} value={value} options={options} onChoose={onChoose} sx={{ width: 96 }} />
}
