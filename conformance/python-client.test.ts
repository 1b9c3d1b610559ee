import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { startServer } from '../e2e/server.ts'

// mission.md E with the unmodified Python client: the functions of conformance/python/*.py, one test each.
const python = process.env['MODELSHELF_PYTHON']
const modules = ['tracking', 'registry'] as const
type Result = { name: string; error: string | null; seconds: number }

for (const module of modules)
  describe.skipIf(!python)(`the mlflow client: ${module}`, async () => {
    const results = python ? await runModule(python, module) : []
    test('ran', () => expect(results.length).toBeGreaterThan(5))
    test.each(results)('$name', ({ error }) => expect(error ?? '').toBe(''))
  })

async function runModule(command: string, module: string): Promise<Result[]> {
  const server = await startServer()
  try {
    const { stdout } = await promisify(execFile)(command, ['harness.py', module, server.url], {
      cwd: join(import.meta.dirname, 'python'),
      env: { ...process.env, GIT_PYTHON_REFRESH: 'quiet', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1' },
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
      .split('\n')
      .flatMap((line) => (line.startsWith('RESULT ') ? [JSON.parse(line.slice(7)) as Result] : []))
  } finally {
    await server.stop()
  }
}
