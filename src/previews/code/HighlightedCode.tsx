import { type ComponentType, lazy, useMemo } from 'react'
import { type Language, loadGrammar } from './languages.ts'

type Props = { text: string }

const loaded = new Map<Language, ComponentType<Props>>()

/** Highlights text; suspends until the highlighter and the grammar have loaded. */
export function highlighted(language: Language): ComponentType<Props> {
  const known = loaded.get(language)
  if (known) return known
  const made = lazy(async () => {
    const code = await Promise.all([import('./highlight.ts'), loadGrammar(language)]).catch(() => undefined)
    if (!code) {
      loaded.delete(language) // the next text retries; this one stays plain
      return { default: Plain }
    }
    const [{ highlight }, grammar] = code
    function Highlighted({ text }: Props) {
      // Takes about ten milliseconds for the longest text here.
      const html = useMemo(() => highlight(text, language, grammar), [text])
      // The highlighter escapes everything but its own spans (languages.test.ts).
      return <code dangerouslySetInnerHTML={{ __html: html }} />
    }
    return { default: Highlighted }
  })
  loaded.set(language, made)
  return made
}

const Plain = ({ text }: Props) => <code>{text}</code>
