import { QueryClient, type QueryKey, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { roots } from '../query-keys.ts'
import { forgetGone } from './refetch-registry.ts'

const inbox = [...roots.reviews, 'inbox']
const list = [...roots.models, 'pages', { order: 'name ASC' }]
const ofRun = [...roots.versions, 'of-run', 'abc']
const detail = (name: string) => [...roots.models, 'detail', name]
const versions = (name: string) => [...roots.versions, 'of', name]
const version = (name: string, number: string) => [...roots.versions, 'detail', name, number]
const place = (name: string, number: string) => [...roots.artifacts, 'place', name, number]
const files = (name: string, number: string) => [...roots.artifacts, 'list', { name, version: number }, '']
const run = [...roots.runs, 'detail', 'abc']

/** A client in which some queries are on the page and others were; and which of them are asked again. */
function client({ shown, left }: { shown: QueryKey[]; left: QueryKey[] }) {
  const client = new QueryClient()
  const asked: QueryKey[] = []
  for (const queryKey of [...shown, ...left]) client.setQueryData(queryKey, 'as it was')
  for (const queryKey of shown) {
    const queryFn = () => Promise.resolve(asked.push(queryKey))
    new QueryObserver(client, { queryKey, queryFn, staleTime: Infinity }).subscribe(() => undefined)
  }
  return { client, asked, isKept: (key: QueryKey) => client.getQueryData(key) !== undefined }
}

test('a deleted model is forgotten, and its page does not ask for it again', async () => {
  const left = [versions('a'), version('a', '1'), place('a', '1'), files('a', '1'), detail('b'), place('b', '1')]
  const { client: cache, asked, isKept } = client({ shown: [detail('a'), list, inbox, ofRun, run], left })
  await forgetGone(cache, { name: 'a' })
  expect(asked).toEqual([list, inbox, ofRun])
  expect(left.filter(isKept)).toEqual([detail('b'), place('b', '1')])
  expect(cache.getQueryState(detail('a'))?.isInvalidated).toBe(true)
})

test('a deleted version is forgotten, and its model is asked for again', async () => {
  const left = [place('a', '2'), files('a', '2'), place('a', '1'), files('a', '1')]
  const {
    client: cache,
    asked,
    isKept,
  } = client({
    shown: [version('a', '2'), version('a', '1'), versions('a'), detail('a'), inbox],
    left,
  })
  await forgetGone(cache, { name: 'a', version: '2' })
  expect(asked).toEqual([version('a', '1'), versions('a'), detail('a'), inbox])
  expect(left.filter(isKept)).toEqual([place('a', '1'), files('a', '1')])
})
