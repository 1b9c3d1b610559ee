import { useState } from 'react'
import { Choice } from '../forms/Choice.tsx'
import { Section } from './Section.tsx'
import { Snippet } from './Snippet.tsx'

type Props = { code: string } | { ways: readonly { label: string; code: string }[] }

/** What the page shows or does, in Python. Insert values with JSON.stringify: JSON strings are valid Python. */
export function PythonSection(props: Props) {
  const [chosen, setChosen] = useState(0)
  const ways = 'ways' in props ? props.ways : [{ label: '', code: props.code }]
  const code = (ways[chosen] ?? ways[0])?.code ?? ''
  const choice = ways.length > 1 && (
    <Choice
      aria-label="Python actions"
      value={String(chosen)}
      options={ways.map(({ label }, index) => [String(index), label])}
      onChoose={(index) => setChosen(Number(index))}
    />
  )
  return (
    <Section title="Python equivalent" actions={choice}>
      <Snippet code={code} what="Python" />
    </Section>
  )
}
