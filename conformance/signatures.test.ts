import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const python = process.env['MODELSHELF_PYTHON'] ?? ''

// Changes calls breaking what these pairs of signatures say (src/domain/changes/signature.test.ts).
test.skipIf(!python)('MLflow’s schema enforcement accepts what enforced.json says', async () => {
  const script = join(import.meta.dirname, 'python', 'signatures.py')
  const pairs = join(import.meta.dirname, '..', 'src', 'domain', 'changes', 'enforced.json')
  const { stdout } = await promisify(execFile)(python, [script, pairs])
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual([])
})
