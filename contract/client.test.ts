import { expect, test } from 'vitest'
import { createClient } from './client.ts'

const answering = (asked: string[]) =>
  createClient('http://x/', async (url) => {
    asked.push(url)
    return Response.json({})
  })

test('a GET sends its fields in the query, lists as repeated names', async () => {
  const asked: string[] = []
  await answering(asked)('searchModels', { filter: "name = 'a b'", order_by: ['name', 'x'], max_results: 3 })
  expect(asked).toEqual([
    'http://x/ajax-api/2.0/mlflow/registered-models/search?filter=name+%3D+%27a+b%27&order_by=name&order_by=x&max_results=3',
  ])
})

test('refuses to put an object into the query of a GET', async () => {
  const asked: string[] = []
  const whole = { name: 'taxi', version: '1', tags: [{ key: 'a', value: 'b' }] }
  await expect(answering(asked)('getVersion', whole)).rejects.toThrow('A query cannot contain the object “tags”.')
  const parsed = { name: 'taxi', version: '1', parsed: { kind: 'version' } }
  await expect(answering(asked)('getVersion', parsed)).rejects.toThrow(TypeError)
  expect(asked).toEqual([])
})
