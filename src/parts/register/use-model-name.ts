import { useState } from 'react'
import { useModelSearch } from './use-model-search.ts'

/**
 * The model that is being chosen. One that exists keeps its name unchanged, also with spaces around it, whether it was
 * picked or typed out; only a new name is trimmed.
 */
export function useModelName() {
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<string>()
  const search = useModelSearch(text)
  const typed = text.trim()
  const name = picked ?? (search.named(text) ? text : typed)
  return {
    /** What the field holds. */
    text,
    /** `text` as a new model would be called. */
    typed,
    name,
    existing: search.named(name),
    /** Whether the server has said which of `text` and `typed` exist; until then the name may still change. */
    isSettled: picked !== undefined || text === typed || search.answered,
    search,
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
