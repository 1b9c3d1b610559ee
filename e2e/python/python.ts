import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a script of this folder with the mlflow client of that Python; returns the lines it printed. Throws with its traceback. */
export async function runPython(python: string, script: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await run(python, [join(import.meta.dirname, script), ...args], {
    env: { ...process.env, PYTHONWARNINGS: 'ignore', GIT_PYTHON_REFRESH: 'quiet' },
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.trim().split('\n')
}
