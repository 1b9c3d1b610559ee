import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The Python with the real mlflow client that scripts/test.mjs has set up; undefined when this machine has none. */
export const python = process.env['MODELSHELF_PYTHON']

/** Runs a script of this folder with the real client; gives the lines it printed. Throws with its traceback. */
export async function runPython(script: string, ...args: string[]): Promise<string[]> {
  if (!python) throw new Error('MODELSHELF_PYTHON is not set: run the tests with npm test.')
  const { stdout } = await run(python, [join(import.meta.dirname, script), ...args], {
    env: { ...process.env, PYTHONWARNINGS: 'ignore', GIT_PYTHON_REFRESH: 'quiet' },
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.trim().split('\n')
}
