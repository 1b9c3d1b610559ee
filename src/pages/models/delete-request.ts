import { createContext } from 'react'

/** Lets a row ask to delete its model: columns are module constants and receive only their row. */
export const DeleteRequest = createContext<(name: string) => void>(() => undefined)
