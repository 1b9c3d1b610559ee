import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Global setup of Vitest: puts the tests' temporary folders into one folder, which is deleted when the run ends.
// Vitest ends its workers without their exit handlers, so they can't clean up by themselves.
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-tests-'))

/** Runs before the first worker starts, since workers inherit this environment. */
export function setup(): void {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  // Tests start the server about two hundred times; this cache lets each start reuse compiled code.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled')
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
