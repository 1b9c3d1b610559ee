import type { ComparedRow } from '../../../../domain/compare/compared.ts'
import { Choice } from '../../../../ui/forms/Choice.tsx'

type Props = {
  label: string
  value: string
  choices: readonly ComparedRow[]
  onChoose: (id: string) => void
  /** What an empty choice is called; without it, there is none. */
  none?: string
}

/** Chooses the row whose values are drawn. */
export const AxisChoice = ({ label, value, choices, onChoose, none }: Props) => (
  <Choice
    label={label}
    value={value}
    options={[
      ...(none === undefined ? [] : [['', none] as const]),
      ...choices.map(
        ({ id, name, group }) => [id, group === 'Metrics' ? name : `${name} (${kinds[group] ?? group})`] as const,
      ),
    ]}
    onChoose={onChoose}
    sx={{ width: 180 }}
  />
)

const kinds: Partial<Record<string, string>> = { Parameters: 'param', Tags: 'tag', Run: 'run' }
