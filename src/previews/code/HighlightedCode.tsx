import { type ComponentType, lazy, useMemo } from 'react'
import { type Language, loadGrammar } from './languages.ts'

type Props = { text: string }

const loaded = new Map<Language, ComponentType<Props>>()

/** Shows text in the colours of its language; suspends until the highlighter and the grammar are there. */
export function highlighted(language: Language): ComponentType<Props> {
  const known = loaded.get(language)
  if (known) return known
  const made = lazy(async () => {
    const code = await Promise.all([import('./highlight.ts'), loadGrammar(language)]).catch(() => undefined)
    if (!code) {
      loaded.delete(language) // the next text asks again; this one reads as well without colours
      return { default: Plain }
    }
    const [{ highlight }, grammar] = code
    function Highlighted({ text }: Props) {
      // Some ten milliseconds for the longest text that comes here.
      const html = useMemo(() => highlight(text, language, grammar), [text])
      // The highlighter escapes whatever is not its own span (languages.test.ts).
      return <code dangerouslySetInnerHTML={{ __html: html }} />
    }
    return { default: Highlighted }
  })
  loaded.set(language, made)
  return made
}

const Plain = ({ text }: Props) => <code>{text}</code>
