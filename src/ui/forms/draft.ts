import { useCallback } from 'react'
import { create } from 'zustand'

const useDrafts = create(() => ({}) as Record<string, string | undefined>)

type Draft = [text: string, change: (text: string) => void, forget: () => void]

/** A text that outlives its form: following a link out of it loses nothing. `forget` it once it is sent or given up. */
export function useDraft(key: readonly string[], initial = ''): Draft {
  const id = JSON.stringify(key)
  const text = useDrafts((drafts) => drafts[id] ?? initial)
  const change = useCallback((next: string) => useDrafts.setState({ [id]: next }), [id])
  return [text, change, () => useDrafts.setState({ [id]: undefined })]
}
