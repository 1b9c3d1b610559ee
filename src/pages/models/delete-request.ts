import { createContext } from 'react'

/** How a row asks for its model to be deleted: columns stand at module level and get nothing but their row. */
export const DeleteRequest = createContext<(name: string) => void>(() => undefined)
