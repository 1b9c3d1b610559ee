import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { startServer } from '../testbed/server.ts'
import { newModel, walkWithSdk } from './reviews.ts'

const main = join(import.meta.dirname, '../server/main.ts')

// In front of MLflow: reviews-in-front.test.ts.
test.skipIf(!process.env['MODELSHELF_PYTHON'])(
  'the databricks-sdk requests, decides and comments, with accounts',
  async () => {
    const server = await startServer(undefined, { MODELSHELF_AUTH: 'accounts' })
    onTestFinished(server.stop)
    const command = (...words: string[]) =>
      execFileSync(process.execPath, [main, ...words, '--data', server.data], {
        input: 'a long enough sentence\n',
        encoding: 'utf8',
      }).trim()
    const [ines, mira] = ['ines', 'mira'].map((name) => {
      command('user', 'add', name, '--role', name === 'mira' ? 'admin' : 'contributor')
      return command('token', 'add', name, '--name', 'sdk')
    })
    const call = createClient(server.url, (url, init) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), Authorization: `Bearer ${ines}` },
      }),
    )
    const name = await newModel(call, 'walk', 4)
    expect(await walkWithSdk(process.env['MODELSHELF_PYTHON'] ?? '', server.url, name, ines ?? '', mira ?? '')).toBe(
      'whole',
    )
  },
)
