import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { makeVenv } from '../scripts/venv.mjs'
import { commandOn, PASSWORD } from '../testbed/accounts.ts'
import { startServer } from '../testbed/server.ts'

const harness = join(import.meta.dirname, 'python/harness.py')

async function withAccounts(run: (server: string, command: (...words: string[]) => string) => Promise<void>) {
  const shelf = await startServer(undefined, { MODELSHELF_AUTH: 'accounts' })
  try {
    await run(shelf.url, commandOn(shelf))
  } finally {
    await shelf.stop()
  }
}

/** Runs a module's tests and returns the error of each. */
async function errorsOf(python: string, module: string, server: string, env: Record<string, string>) {
  const { stdout } = await promisify(execFile)(python, [harness, module, server], {
    env: { ...process.env, ...env, GIT_PYTHON_REFRESH: 'quiet', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1' },
  })
  return Object.fromEntries(
    stdout
      .split('\n')
      .filter((line) => line.startsWith('RESULT '))
      .map((line) => JSON.parse(line.slice(7)) as { name: string; error: string | null })
      .map(({ name, error }) => [name, error]),
  )
}

test.for([
  { age: '3.17', python: process.env['MODELSHELF_PYTHON'] },
  { age: '2.22', python: process.env['MODELSHELF_PYTHON_2'] },
  { age: '1.30', python: process.env['MODELSHELF_PYTHON_1'] },
])('the $age client signs in with a password and with tokens', { timeout: 180_000 }, async ({ python }, { skip }) => {
  if (!python) return skip()
  await withAccounts(async (server, command) => {
    command('user', 'add', 'ada')
    const errors = await errorsOf(python, 'signed_in', server, {
      ACCOUNT: 'ada',
      ACCOUNT_PASSWORD: PASSWORD,
      TOKEN_ALL: command('token', 'add', 'ada', '--name', 'all', '--scope', 'all'),
      TOKEN_READ: command('token', 'add', 'ada', '--name', 'read', '--scope', 'read'),
    })
    expect(Object.values(errors)).toEqual([null, null, null, null])
  })
})

test.for([
  { age: '3.17', python: process.env['MODELSHELF_PYTHON'] && makeVenv('auth-3'), module: 'auth_client_3', tests: 13 },
  { age: '2.22', python: process.env['MODELSHELF_PYTHON_2'] && makeVenv('auth-2'), module: 'auth_client_2', tests: 16 },
])(
  'the AuthServiceClient of $age manages users and permissions',
  { timeout: 180_000 },
  async ({ python, module, tests }, { skip }) => {
    if (!python) return skip()
    await withAccounts(async (server, command) => {
      command('user', 'add', 'root', '--role', 'admin')
      const errors = await errorsOf(python, module, server, { ADMIN: 'root', ADMIN_PASSWORD: PASSWORD })
      expect(Object.entries(errors).filter(([, error]) => error !== null)).toEqual([])
      expect(Object.keys(errors)).toHaveLength(tests)
    })
  },
)
