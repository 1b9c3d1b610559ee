import { afterAll, expect, test } from 'vitest'
import { openCounted } from '../../testing/rows-read.ts'
import type { Context } from '../context.ts'
import { createExperiment } from '../store/experiments/experiments.ts'
import { accessRoutes } from './access.ts'

const ids: string[] = []
const { rowsOf, close } = openCounted((db) => {
  const tags = Array.from({ length: 20 }, (_, n) => ({ key: `tag ${n}`, value: 'x'.repeat(1000) }))
  for (let n = 0; n < 100; n++) ids.push(createExperiment(db, { name: `experiment ${n}`, tags }, []))
})
afterAll(close)

test('tells rights on experiments without reading their tags', () => {
  const asked = { models: [], experiment_ids: [...ids.toReversed(), '999', ids[0]!] }
  const rows = rowsOf((db) => {
    const { experiments } = accessRoutes.getRights(asked, { db } as Context, { who: { kind: 'anyone', name: 'ada' } })
    expect(experiments.map(({ experiment_id }) => experiment_id)).toEqual([...ids.toReversed(), ids[0]])
  })
  expect(rows).toBe(ids.length)
})
