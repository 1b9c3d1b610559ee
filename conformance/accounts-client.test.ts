import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startServer } from '../testbed/server.ts'

const PASSWORD = 'a long enough sentence'
const main = join(import.meta.dirname, '../server/main.ts')
const harness = join(import.meta.dirname, 'python/harness.py')

test.for([
  { age: '3.17', python: process.env['MODELSHELF_PYTHON'] },
  { age: '2.22', python: process.env['MODELSHELF_PYTHON_2'] },
  { age: '1.30', python: process.env['MODELSHELF_PYTHON_1'] },
])('the $age client signs in with a password and with tokens', { timeout: 60_000 }, async ({ python }, { skip }) => {
  if (!python) return skip()
  const shelf = await startServer(undefined, { MODELSHELF_AUTH: 'accounts' })
  try {
    const command = (...words: string[]) =>
      execFileSync(process.execPath, [main, ...words, '--data', shelf.data], {
        input: `${PASSWORD}\n`,
        encoding: 'utf8',
      }).trim()
    command('user', 'add', 'ada')
    const { stdout } = await promisify(execFile)(python, [harness, 'signed_in', shelf.url], {
      env: {
        ...process.env,
        ACCOUNT: 'ada',
        ACCOUNT_PASSWORD: PASSWORD,
        TOKEN_ALL: command('token', 'add', 'ada', '--name', 'all', '--scope', 'all'),
        TOKEN_READ: command('token', 'add', 'ada', '--name', 'read', '--scope', 'read'),
        GIT_PYTHON_REFRESH: 'quiet',
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
      },
    })
    const results = stdout.split('\n').filter((line) => line.startsWith('RESULT '))
    expect(results.map((line) => JSON.parse(line.slice(7)).error)).toEqual([null, null, null])
  } finally {
    await shelf.stop()
  }
})
