import { Section } from '../../ui/Section.tsx'
import { Snippet } from '../../ui/Snippet.tsx'

/** The same in Python. JSON's strings are Python's too. */
export function PythonEquivalent({ uri, name }: { uri: string; name: string }) {
  const code = `mlflow.register_model(\n    ${JSON.stringify(uri)},\n    ${JSON.stringify(name || 'name')},\n)`
  return (
    <Section title="The same in Python">
      <Snippet code={code} what="Python" />
    </Section>
  )
}
