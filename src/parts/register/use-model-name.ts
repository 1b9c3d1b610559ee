import { useState } from 'react'
import { useModelSearch } from './use-model-search.ts'

/**
 * The chosen model. An existing name stays unchanged, even with spaces around it, whether picked or typed; only a new
 * name is trimmed.
 */
export function useModelName() {
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<string>()
  const [created, setCreated] = useState<string>()
  const search = useModelSearch(text)
  const typed = text.trim()
  const name = picked ?? (search.named(text) ? text : typed)
  return {
    /** The field's text. */
    text,
    /** `text` as the name of a new model. */
    typed,
    name,
    existing: search.named(name),
    /** Whether the server has said which of `text` and `typed` exist; until then the name may change. */
    isSettled: picked !== undefined || search.answered,
    /** Whether the person chose to create a model of this name. */
    isNew: created === typed,
    search,
    create(name: string) {
      setText(name)
      setPicked(undefined)
      setCreated(name)
    },
    type(next: string) {
      setText(next)
      setPicked(undefined)
    },
    pick(existing: string) {
      setText(existing)
      setPicked(existing)
    },
  }
}

export type ModelNameChoice = ReturnType<typeof useModelName>
