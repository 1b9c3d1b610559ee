import { createContext, use } from 'react'

/**
 * How the rows of a table call its page: columns stand at module level and receive only their row, and a dialog outlives the row
 * that asked for it, which unmounts when scrolled away. Gives the provider, and the hook for what is inside.
 */
export function tableCalls<Calls>() {
  const Table = createContext<Calls | undefined>(undefined)
  function useTable(): Calls {
    const calls = use(Table)
    if (!calls) throw new Error('A row needs its table around it.')
    return calls
  }
  return [Table, useTable] as const
}
