import { Choice } from '../../../../ui/forms/Choice.tsx'
import { keyOfRow } from '../../../../domain/compare/compared.ts'
import type { Plots } from './use-plots.ts'

type Props = {
  label: string
  value: string | undefined
  plots: Pick<Plots, 'choices' | 'whyNot'>
  onChoose: (id: string) => void
  /** What an empty choice is called; without it, there is none. */
  none?: string
}

/** Chooses the row whose values are drawn. What the URL asks for stays chosen where it cannot be drawn, and says why. */
export const AxisChoice = ({ label, value = '', plots: { choices, whyNot }, onChoose, none }: Props) => {
  const problem = value ? whyNot(value) : undefined
  return (
    <Choice
      label={label}
      value={value}
      options={[
        ...(none === undefined ? [] : [['', none] as const]),
        ...(problem ? [[value, `${keyOfRow(value)} (${problem})`] as const] : []),
        ...choices.map(
          ({ id, name, group }) => [id, group === 'Metrics' ? name : `${name} (${kinds[group] ?? group})`] as const,
        ),
      ]}
      onChoose={onChoose}
      sx={{ width: { sm: 180 }, flex: { xs: '1 1 150px', sm: 'none' } }}
    />
  )
}

const kinds: Partial<Record<string, string>> = { Parameters: 'param', Tags: 'tag', Run: 'run' }
