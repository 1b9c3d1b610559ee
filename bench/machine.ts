import { loadavg } from 'node:os'
import { commitOf } from './start-checkout.ts'

export const loadOfMachine = () => loadavg()[0]!.toFixed(1) // Node always gives three

/** The time, and the commit of this checkout. */
export const nowAtCommit = () =>
  `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at ${commitOf(import.meta.dirname)}`
