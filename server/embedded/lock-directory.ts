import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Locks `dir` until this process ends: a second server on the same data would answer from stale caches.
 * Throws if another process holds the lock. It is SQLite's own, so a killed process leaves none behind.
 */
export function lockDirectory(dir: string): void {
  mkdirSync(dir, { recursive: true })
  const lock = new DatabaseSync(join(dir, 'lock.db'), { timeout: 0 })
  lock.exec('BEGIN EXCLUSIVE')
  held.push(lock) // keep a reference: garbage collection would release the lock
}
const held: DatabaseSync[] = []
