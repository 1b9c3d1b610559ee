import { expect, test } from 'vitest'
import type { LoggedModel } from '#contract/logged-models.ts'
import { ancestors, type Branch, modelNodes, nodesOf, placeAt, rowsOf } from './tree.ts'

const root = { owner: { run_id: 'r' }, path: '' }
const model = (model_id: string, name: string): LoggedModel => ({ info: { model_id, name, experiment_id: '1' } })

test('lists a logged model under its name', () => {
  const [node] = modelNodes([model('m-1', 'forest')], [{ path: 'logs', is_dir: true }])
  expect(node).toMatchObject({
    path: 'forest',
    name: 'forest',
    kind: 'model',
    place: { owner: { model_id: 'm-1' }, path: '' },
  })
})

test('lists models by id if their name is taken', () => {
  const nodes = modelNodes(
    [model('m-1', 'a'), model('m-2', 'a'), model('m-3', 'logs')],
    [{ path: 'logs', is_dir: true }],
  )
  expect(nodes.map(({ path, name, note }) => [path, name, note])).toEqual([
    ['m-1', 'a', 'm-1'],
    ['m-2', 'a', 'm-2'],
    ['m-3', 'logs', 'm-3'],
  ])
})

test('resolves a path to its model, by name or id, otherwise to the run', () => {
  const models = modelNodes([model('m-1', 'forest')], [])
  expect(placeAt('forest/data/x', root, models)).toEqual({ owner: { model_id: 'm-1' }, path: 'data/x' })
  expect(placeAt('m-1', root, models)).toEqual({ owner: { model_id: 'm-1' }, path: '' })
  expect(placeAt('forester/x', root, models)).toEqual({ owner: { run_id: 'r' }, path: 'forester/x' })
  expect(placeAt('x', { owner: { run_id: 'r' }, path: 'model' }, [])).toEqual({
    owner: { run_id: 'r' },
    path: 'model/x',
  })
})

test('lists rows depth first, with their position among siblings', () => {
  const top = nodesOf({ path: '', place: root }, [
    { path: 'a', is_dir: true },
    { path: 'b.txt', is_dir: false, file_size: 3 },
  ])
  const inA = nodesOf({ path: 'a', place: { owner: { run_id: 'r' }, path: 'a' } }, [{ path: 'a/c.txt', is_dir: false }])
  const branches = new Map<string, Branch>([
    ['', top],
    ['a', inA],
  ])
  expect(
    rowsOf(branches, () => true, '').map(({ node, level, position, siblings }) => [
      node.path,
      level,
      position,
      siblings,
    ]),
  ).toEqual([
    ['a', 1, 1, 2],
    ['a/c.txt', 2, 1, 1],
    ['b.txt', 1, 2, 2],
  ])
  expect(rowsOf(branches, () => false, '').map(({ node }) => node.path)).toEqual(['a', 'b.txt'])
  expect(rowsOf(branches, () => true, 'C.T').map(({ node }) => node.path)).toEqual(['a', 'a/c.txt'])
  expect(inA[0]?.size).toBe(0)
})

test('lists a loading folder without children', () => {
  const top = nodesOf({ path: '', place: root }, [{ path: 'a', is_dir: true }])
  const rows = rowsOf(
    new Map<string, Branch>([
      ['', top],
      ['a', 'loading'],
    ]),
    () => true,
    '',
  )
  expect(rows.map(({ branch }) => branch)).toEqual(['loading'])
})

test('lists the ancestors of a path', () => {
  expect(ancestors('a/b/c')).toEqual(['', 'a', 'a/b'])
  expect(ancestors('')).toEqual([])
})
