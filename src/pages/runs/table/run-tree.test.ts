import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { asTree, missingParents } from './run-tree.ts'

const run = (run_id: string, parent?: string): Run => ({
  info: { run_id, experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: { tags: parent ? [{ key: 'mlflow.parentRunId', value: parent }] : [] },
})
const drawn = (runs: Run[], closed: string[] = []) =>
  asTree(runs, new Set(closed)).map(({ run: { info }, depth }) => `${'-'.repeat(depth)}${info.run_id}`)

test('a family stands where its first member stood, children in the order of the list', () => {
  const runs = [run('x'), run('b', 'p'), run('y'), run('a', 'p'), run('p'), run('c', 'b')]
  expect(drawn(runs)).toEqual(['x', 'p', '-b', '--c', '-a', 'y'])
})

test('closed, a parent keeps its whole family to itself and says how many children it has', () => {
  const runs = [run('b', 'p'), run('c', 'b'), run('p'), run('y')]
  expect(drawn(runs, ['p'])).toEqual(['p', 'y'])
  expect(asTree(runs, new Set(['p']))[0]).toMatchObject({ childCount: 1, isOpen: false })
})

test('no run is lost or shown twice where parents are missing, their own or go in a circle', () => {
  const runs = [run('a', 'b'), run('b', 'c'), run('c', 'a'), run('d', 'd'), run('e', 'gone')]
  const ids = drawn(runs).map((text) => text.replaceAll('-', ''))
  expect(ids.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('parents that the list lacks are named once, and only where they can be asked for', () => {
  expect(missingParents([run('a', 'p2'), run('b', 'p1'), run('c', 'p2'), run('d', 'a'), run('e', "it's")])).toEqual([
    'p1',
    'p2',
  ])
})
