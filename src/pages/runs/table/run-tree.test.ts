import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { asTree, missingParents } from './run-tree.ts'

const run = (run_id: string, parent?: string): Run => ({
  info: { run_id, experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: { tags: parent ? [{ key: 'mlflow.parentRunId', value: parent }] : [] },
})
const drawn = (runs: Run[], closed: string[] = []) =>
  asTree(runs, new Set(closed)).map(({ run: { info }, depth }) => `${'-'.repeat(depth)}${info.run_id}`)

test('puts a family in its first member’s place, with children in list order', () => {
  const runs = [run('x'), run('b', 'p'), run('y'), run('a', 'p'), run('p'), run('c', 'b')]
  expect(drawn(runs)).toEqual(['x', 'p', '-b', '--c', '-a', 'y'])
})

test('hides the family of a collapsed parent and counts its children', () => {
  const runs = [run('b', 'p'), run('c', 'b'), run('p'), run('y')]
  expect(drawn(runs, ['p'])).toEqual(['p', 'y'])
  expect(asTree(runs, new Set(['p']))[0]).toMatchObject({ childCount: 1, isOpen: false })
})

test('shows each run once, even if parents are missing or form a cycle', () => {
  const runs = [run('a', 'b'), run('b', 'c'), run('c', 'a'), run('d', 'd'), run('e', 'gone')]
  const ids = drawn(runs).map((text) => text.replaceAll('-', ''))
  expect(ids.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('lists each missing parent once, if its id is valid', () => {
  expect(missingParents([run('a', 'p2'), run('b', 'p1'), run('c', 'p2'), run('d', 'a'), run('e', "it's")])).toEqual([
    'p1',
    'p2',
  ])
})
