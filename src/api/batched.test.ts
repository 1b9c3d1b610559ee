import { expect, test } from 'vitest'
import { batched } from './batched.ts'

test('loads concurrent requests together, each id once, and later ones separately', async () => {
  const calls: string[] = []
  const lengthOf = batched(async (ids) => {
    calls.push(ids.join())
    return new Map(ids.filter((id) => id !== 'none').map((id) => [id, id.length]))
  })
  expect(await Promise.all(['a', 'bb', 'a', 'none'].map(lengthOf))).toEqual([1, 2, 1, undefined])
  expect(await lengthOf('ccc')).toBe(3)
  expect(calls).toEqual(['a,bb,none', 'ccc'])
})

test('fails only the group that failed', async () => {
  const load = batched(
    async (ids) => {
      if (ids.includes('bad')) throw new Error('no')
      return new Map(ids.map((id) => [id, id]))
    },
    (ids) => ids.map((id) => [id]),
  )
  expect(await Promise.allSettled([load('good'), load('bad')])).toMatchObject([
    { status: 'fulfilled', value: 'good' },
    { status: 'rejected' },
  ])
})
