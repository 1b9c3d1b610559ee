import { beforeAll, expect, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { type Caller, openAccounts, type World } from '../../testing/accounts.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { createModel } from '../store/registry/models.ts'
import { createVersion } from '../store/registry/create-version.ts'

// Finding models tells nothing of models and runs that the caller may not read.

let world: World
beforeAll(async () => {
  world = await openAccounts()
})

async function find(caller: Caller, word: string) {
  const client = createClient('http://localhost/', async (url, init) =>
    world.app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...world.headersOf(caller) },
    }),
  )
  const { found, total } = await client('findModels', { words: [word] })
  return { names: found.map(({ registered_model: { name } }) => name), total, text: JSON.stringify(found) }
}

test('a model is not found by what a run logged that the caller may not read', async () => {
  const secret = await world.db.write(() => {
    const things = world.things(true, 'admin')
    createModel(world.db, 'in-the-open')
    createVersion(world.db, { name: 'in-the-open', source: 's3://b/m', run_id: things.run })
    world.db.run("UPDATE model_versions SET current_stage = 'Production' WHERE name = 'in-the-open'")
    return `${things.mark}-metric`
  })
  expect(await find('manager', secret)).toMatchObject({ names: ['in-the-open'], total: 1 })
  const seen = await find('reader', secret)
  expect(seen).toMatchObject({ names: [], total: 0 })
  // Found by its name, it does not say what the run logged either.
  const named = await find('reader', 'in-the-open')
  expect(named).toMatchObject({ names: ['in-the-open'], total: 1 })
  expect(named.text).not.toContain(secret)
  expect((await find('reader', 'production')).text).not.toContain(secret)
})

test('words of hidden models take no place among those that a typing mistake may stand for', async () => {
  await world.db.write(() => {
    createModel(world.db, 'wombat')
    for (let at = 0; at < 20; at += 1) {
      const name = `womba${String.fromCharCode(97 + at)}`
      if (name !== 'wombat') createModel(world.db, name)
      setLevel(
        world.db,
        { kind: 'model', name },
        { holder: 'everybody' },
        name === 'wombat' ? levels.read : levels.none,
        'admin',
      )
    }
  })
  expect(await find('reader', 'wombaz')).toMatchObject({ names: ['wombat'], total: 1 })
  expect((await find('admin', 'wombaz')).total).toBe(12)
  // To the reader, a word that only hidden models have is a typing mistake.
  expect(await find('reader', 'wombaa')).toMatchObject({ names: ['wombat'], total: 1 })
  expect((await find('admin', 'wombaa')).names).toEqual(['wombaa'])
})
