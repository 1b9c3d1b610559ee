import { Section } from './Section.tsx'
import { Snippet } from './Snippet.tsx'

/** What a page shows or does, in Python. JSON's strings are Python's too: values go in by JSON.stringify. */
export function PythonSection({ code }: { code: string }) {
  return (
    <Section title="The same in Python">
      <Snippet code={code} what="Python" />
    </Section>
  )
}
