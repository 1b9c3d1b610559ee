import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Vitest's global setup: the tests' temporary folders stand in one of this run's own, which goes when the run ends.
// Vitest ends its workers without their exit handlers, so they can't clean up by themselves.
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-tests-'))

/** Before the first worker is started, which takes over this environment. */
export function setup(): void {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  // Tests start the server some two hundred times: what one that ended by itself had compiled, the next finds here.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled')
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
