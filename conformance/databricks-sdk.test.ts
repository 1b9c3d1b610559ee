import { expect, onTestFinished, test } from 'vitest'
import { clientWith, commandOn } from '../testbed/accounts.ts'
import { startServer } from '../testbed/server.ts'
import { newModel, walkWithSdk } from './reviews.ts'

// In front of MLflow: reviews-in-front.test.ts.
test.skipIf(!process.env['MODELSHELF_PYTHON'])(
  'the databricks-sdk requests, decides and comments, with accounts',
  async () => {
    const server = await startServer(undefined, { MODELSHELF_AUTH: 'accounts' })
    onTestFinished(server.stop)
    const command = commandOn(server)
    const [ines, mira] = ['ines', 'mira'].map((name) => {
      command('user', 'add', name, '--role', name === 'mira' ? 'admin' : 'contributor')
      return command('token', 'add', name, '--name', 'sdk')
    })
    const name = await newModel(clientWith(server.url, { Authorization: `Bearer ${ines}` }), 'walk', 4)
    expect(await walkWithSdk(process.env['MODELSHELF_PYTHON'] ?? '', server.url, name, ines ?? '', mira ?? '')).toBe(
      'whole',
    )
  },
)
