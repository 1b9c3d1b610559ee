import { useMemo } from 'react'

/** The array of the render before while it holds the same names: MUI's Autocomplete drops what is typed when its value is another array. */
export function useSameNames(names: readonly string[]): string[] {
  const text = JSON.stringify(names)
  return useMemo(() => JSON.parse(text) as string[], [text])
}
