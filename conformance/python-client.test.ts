import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { startServer } from '../testbed/server.ts'

// Runs the functions of conformance/python/*.py, one test each, with the unmodified mlflow clients 1.30, 2.22, 3.17 and 3.18.
const clients = [
  {
    age: '3.17',
    python: process.env['MODELSHELF_PYTHON'],
    modules: ['tracking', 'registry', 'everyone', 'snippets', 'sample'],
  },
  { age: '3.18', python: process.env['MODELSHELF_PYTHON_3_18'], modules: ['everyone', 'tracking', 'registry'] },
  { age: '2.22', python: process.env['MODELSHELF_PYTHON_2'], modules: ['everyone', 'snippets'] },
  { age: '1.30', python: process.env['MODELSHELF_PYTHON_1'], modules: ['everyone', 'only_1_x', 'snippets'] },
]
/**
 * For every model it logs, the client starts another Python that loads the model to find out which packages it needs. That
 * takes 4 s and calls no server, so only `everyone` does it, and not with 3.18. Elsewhere the client writes the default packages of scikit-learn
 * models; it sends the same requests, and files with the same names.
 */
const withoutInference = { MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT: '0' }

type Result = { name: string; error: string | null; seconds: number }

for (const { age, python, modules } of clients)
  for (const module of modules)
    describe.skipIf(!python)(`the ${age} client: ${module}`, async () => {
      const { names, results } = python
        ? await runModule(python, module, module === 'everyone' && age !== '3.18')
        : { names: [], results: [] }
      test('runs to the end', () => {
        expect(names.length).toBeGreaterThan(1)
        expect(results.map(({ name }) => name)).toEqual(names)
      })
      test.each(results)('$name', ({ error }) => expect(error ?? '').toBe(''))
    })

type Module = { names: string[]; results: Result[] }

async function runModule(command: string, module: string, infers: boolean): Promise<Module> {
  // Snippets may register what they save here.
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-client-'))
  const server = await startServer(undefined, { MODELSHELF_ALLOW_SOURCE: folder })
  try {
    const { stdout } = await promisify(execFile)(command, [harness, module, server.url], {
      cwd: folder,
      env: {
        ...process.env,
        ...(infers ? {} : withoutInference),
        GIT_PYTHON_REFRESH: 'quiet',
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
      },
      maxBuffer: 64 * 1024 * 1024,
    })
    const printed = (word: string) =>
      stdout.split('\n').flatMap((line) => (line.startsWith(word) ? [JSON.parse(line.slice(word.length))] : []))
    return { names: printed('TESTS ').flat() as string[], results: printed('RESULT ') as Result[] }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const harness = join(import.meta.dirname, 'python', 'harness.py')
