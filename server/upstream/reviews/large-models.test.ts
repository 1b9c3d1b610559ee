import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { activitiesPath } from '#contract/review-paths.ts'
import { type Front, openFront } from '../../testing/front.ts'
import { type FakeUpstream, openFakeUpstream } from '../../testing/upstream.ts'

let upstream: FakeUpstream
let front: Front
/** The names of the models whose versions were asked for, and what answers each. */
let asked: Map<string, () => void>

beforeEach(async () => {
  upstream = await openFakeUpstream()
  front = openFront({ base: upstream.base, data: '/nowhere' })
  asked = new Map()
  upstream.answer = ({ url }, response) => {
    const { pathname, searchParams } = new URL(`http://localhost${url}`)
    const name = searchParams.get('name') ?? /'(.*)'/.exec(searchParams.get('filter') ?? '')![1]!
    const latest_versions = [{ name, version: name.split(' ').at(-1) }]
    if (pathname.endsWith('/get')) response.end(JSON.stringify({ registered_model: { name, latest_versions } }))
    else asked.set(name, () => response.end('{}'))
  }
})
afterEach(async () => {
  upstream.close()
  await front.close()
})

/** Begins to read the activities of a model, which has as many versions as its name says. */
const look = (name: string) => front.get(`/${activitiesPath}?${new URLSearchParams({ name })}`)
/** Resolves once these are read, and others could have been. */
const reading = async (...names: string[]) => {
  await vi.waitFor(() => expect([...asked.keys()].toSorted()).toEqual(names.toSorted()))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([...asked.keys()].toSorted()).toEqual(names.toSorted())
}
const answer = (name: string) => asked.get(name)!()

test('reads a few large models at a time, and small ones at once', async () => {
  const looks = [look('a 9000'), look('b 9000')]
  await reading('a 9000', 'b 9000')
  looks.push(look('c 9000'))
  await reading('a 9000', 'b 9000')
  const small = look('d 1000')
  await reading('a 9000', 'b 9000', 'd 1000')
  answer('d 1000')
  expect((await small).status).toBe(200)
  answer('a 9000')
  await looks[0]
  await reading('a 9000', 'b 9000', 'c 9000', 'd 1000')
  answer('b 9000')
  answer('c 9000')
  expect((await Promise.all(looks)).map(({ status }) => status)).toEqual([200, 200, 200])
})

test('a model of 100,000 versions is read alone among the largest, and keeps none of 9,000 waiting', async () => {
  const looks = [look('a 100000'), look('b 20000'), look('c 9000')]
  await reading('a 100000', 'c 9000')
  answer('a 100000')
  await reading('a 100000', 'b 20000', 'c 9000')
  answer('b 20000')
  answer('c 9000')
  expect((await Promise.all(looks)).map(({ status }) => status)).toEqual([200, 200, 200])
})
