import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { comparedRun, namesOfRuns } from './compared-run.ts'
import { comparedRows, orderBy } from './compared.ts'

const run = (run_id: string, start_time: number, seconds: number, more: Partial<Run['data']> = {}): Run => ({
  info: {
    run_id,
    experiment_id: '1',
    run_name: `run ${run_id}`,
    status: 'FINISHED',
    start_time,
    end_time: start_time + seconds * 1000,
    lifecycle_stage: 'active',
  },
  data: more,
})

test('compares metrics, params, datasets, tags and what is known of the runs', () => {
  const metrics = [
    { key: 'rmse', value: 4, timestamp: 1, step: 0 },
    { key: 'diverged', value: 'NaN', timestamp: 1, step: 0 },
    { key: 'huge', value: Number.MAX_VALUE, timestamp: 1, step: 0 }, // how MLflow stores Infinity
  ] as Run['data']['metrics']
  const tags = [
    { key: 'team', value: 'rides' },
    { key: 'mlflow.user', value: 'ana' },
  ]
  const dataset = { name: 'trips', digest: 'd1', source_type: 'local', source: '/data' }
  const one = {
    ...run('a', 1000, 5, { metrics, params: [{ key: 'depth', value: '3' }], tags }),
    inputs: { dataset_inputs: [{ dataset }] },
  }
  const rows = comparedRows([comparedRun(one, 'Rides')])
  expect(Object.fromEntries(rows.map(({ id, values }) => [id, values[0]]))).toMatchObject({
    'Metrics.rmse': 4,
    'Metrics.diverged': NaN,
    'Metrics.huge': Infinity,
    'Parameters.depth': '3',
    'Datasets.trips': 'Digest d1',
    'Run.Name': 'run a',
    'Run.Experiment': 'Rides',
    'Run.User': 'ana',
    'Run.Duration': '5 s',
    'Tags.team': 'rides',
  })
  expect(rows.map(({ id }) => id)).not.toContain('Tags.mlflow.user')
  expect(rows.map(({ id }) => id)).not.toContain('Run.Deleted')
  const gone = { ...one, info: { ...one.info, lifecycle_stage: 'deleted' as const } }
  expect(comparedRows([comparedRun(gone, 'Rides')]).find(({ id }) => id === 'Run.Deleted')?.values).toEqual(['Yes'])
})

test('orders runs by when they started and how long they took, not by the texts of that', () => {
  const days = [2, 10, 1].map((day) => Date.UTC(2026, 10, day))
  const things = [run('a', days[0]!, 9), run('b', days[1]!, 100), run('c', days[2]!, 3700)].map((one) =>
    comparedRun(one, ''),
  )
  const order = (id: string) =>
    orderBy(
      comparedRows(things).find((row) => row.id === id)!,
      false,
    )
  expect(order('Run.Started')).toEqual([2, 0, 1])
  expect(order('Run.Duration')).toEqual([0, 1, 2])
})

const named = (id: string, run_name: string) => ({ ...run(id, 0, 1), info: { ...run(id, 0, 1).info, run_name } })

test('tells runs of the same name apart by their ids', () => {
  const names = namesOfRuns([named('0a1b2c3d4e', 'twin'), named('ffff2c3d4e', 'twin'), named('b', 'other')])
  expect([...names.values()]).toEqual(['twin (0a1b2c3d)', 'twin (ffff2c3d)', 'other'])
})
