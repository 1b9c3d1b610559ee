import type { Pair } from '../engine/pair.ts'
import type { Step } from '../engine/plan.ts'
import { makeSubject } from '../engine/run-plan.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const names = ['q-b', 'q-a', 'q-B', 'q-A', 'q-é', 'q-10', 'q-9', 'q-ab']

/** Three times four runs with the same start time, so that only their ids decide the order. */
const starts = [50, 30, 90]

/**
 * Creates the rows for the sequences: rows equal in one field and different in the next, NaN, missing values, and deleted
 * rows.
 */
export async function makeSequenceWorld(pair: Pair): Promise<void> {
  await makeSubject(pair, experiments)
  await makeSubject(pair, createRuns)
  // Ids are random, so on each server the first by id gets the first role, the second the second, and so on.
  for (const { names } of [pair.real, pair.ours])
    for (const group of starts.keys()) {
      const ids = range(4).map((at) => names.get(`made${group * 4 + at}`) ?? '')
      for (const [at, id] of ids.toSorted().entries()) names.set(`q${group * 4 + at}`, id)
    }
  await makeSubject(pair, fillRuns)
  await makeSubject(pair, models)
  await makeSubject(pair, loggedModels)
}

const experiments: Step[] = [
  ...names.map((name, at): Step => ({
    call: 'createExperiment',
    input: { name, tags: at % 2 ? [{ key: 't', value: `${at % 4}` }] : [] },
    keep: { [`experimentQ${at}`]: 'experiment_id' },
  })),
  ...[2, 0, 5].map((at): Step => ({
    call: 'updateExperiment',
    input: { experiment_id: `{experimentQ${at}}`, new_name: `${names[at]}!` },
  })),
  ...[6, 1, 7].map((at): Step => ({ call: 'deleteExperiment', input: { experiment_id: `{experimentQ${at}}` } })),
  { call: 'restoreExperiment', input: { experiment_id: '{experimentQ1}' } },
  ...['tagged-1', 'tagged-2'].map((name, at): Step => ({
    call: 'createExperiment',
    input: { name },
    keep: { [`experimentT${at}`]: 'experiment_id' },
  })),
  { call: 'setExperimentTag', input: { experiment_id: '{experimentT0}', key: 't', value: 'later' } },
  { call: 'createExperiment', input: { name: 'case-É' }, keep: { experimentT2: 'experiment_id' } },
]
const createRuns: Step[] = starts.flatMap((start_time, group) =>
  range(4).map((at): Step => ({
    call: 'createRun',
    input: { experiment_id: '{experimentQ0}', run_name: 'r', user_id: group === 1 ? 'Bob' : 'ann', start_time },
    keep: { [`made${group * 4 + at}`]: 'run.info.run_id' },
  })),
)

const measured = [1, 'NaN', 1, undefined, 2, 'NaN', -1, undefined, 1, 0.5, 'Infinity', 'NaN']
const others = [0, 0, 1, 1, undefined, undefined, 'NaN', 'NaN', 2, 2, '-Infinity', 1]
const texts = ['x', 'X', 'x', undefined, '10', '9', '', 'é', 'é', undefined, 'x', 'a b']
const runNames = ['b', 'a', 'B', 'a', 'é', 'z', '10', '9', 'a', 'b', 'A', 'é']
const statuses = ['FINISHED', 'FAILED', 'RUNNING'] as const

const pointsOf = (values: Record<string, number | string | undefined>) =>
  Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value, timestamp: 1, step: 1 }]))
const pairOf = (key: string, value: string | undefined) => (value === undefined ? [] : [{ key, value }])

const fillRuns: Step[] = [
  ...range(12).flatMap((at): Step[] => [
    {
      call: 'updateRun',
      input: {
        run_id: `{q${at}}`,
        run_name: runNames[at],
        status: statuses[at % 3],
        ...(at % 4 === 3 ? {} : { end_time: 200 + (at % 3) }),
      },
    },
    {
      call: 'logBatch',
      input: {
        run_id: `{q${at}}`,
        metrics: pointsOf({ m: measured[at], 'n o': others[at] }),
        params: pairOf('p', texts[at]),
        tags: pairOf('t', texts[(at * 5) % 12]),
      },
    },
  ]),
  ...[1, 4, 8].map((at): Step => ({
    call: 'logInputs',
    input: {
      run_id: `{q${at}}`,
      datasets: [
        {
          dataset: { name: `d${at % 3}`, digest: `${at}`, source_type: 's', source: 'x' },
          tags: [{ key: 'mlflow.data.context', value: at === 4 ? 'train' : 'eval' }],
        },
      ],
    },
  })),
  ...[2, 7, 8].map((at): Step => ({ call: 'deleteRun', input: { run_id: `{q${at}}` } })),
  { call: 'restoreRun', input: { run_id: '{q8}' } },
]

const models: Step[] = [
  ...names.flatMap((name, at): Step[] => [
    { call: 'createModel', input: { name, tags: pairOf('t', texts[at]) } },
    ...range(at % 4).map((version): Step => ({
      call: 'createVersion',
      input: { name, source: `s3://b/${version % 2}`, tags: pairOf('t', texts[at + version]) },
    })),
  ]),
  { call: 'updateModel', input: { name: 'q-B', description: 'later' } },
  { call: 'setModelTag', input: { name: 'q-b', key: 't', value: 'later' } },
  {
    call: 'transitionStage',
    input: { name: 'q-A', version: '2', stage: 'Production', archive_existing_versions: false },
  },
  { call: 'updateVersion', input: { name: 'q-9', version: '1', description: 'later' } },
  { call: 'setVersionTag', input: { name: 'q-A', version: '1', key: 't', value: 'later' } },
  { call: 'deleteVersion', input: { name: 'q-ab', version: '2' } },
  { call: 'createModel', input: { name: 'q-prompt', tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }] } },
]

const scores = [1, 3, 1, undefined, 2, 0.5, -1, undefined, 1]

/** A point of a logged model, if there is one; later points have higher steps. */
function scored(at: number, key: string, value: number | string | undefined, dataset_name: string): Step[] {
  if (value === undefined) return []
  const about = { dataset_name, dataset_digest: 'x' }
  const timestamp = dataset_name === 'd1' ? 10 : 11
  return [
    { call: 'logMetric', input: { run_id: '{q0}', model_id: `{l${at}}`, key, value, timestamp, step: at, ...about } },
  ]
}

const loggedModels: Step[] = [
  ...range(9).flatMap((at): Step[] => [
    {
      call: 'createLoggedModel',
      input: {
        experiment_id: `{experimentQ${at % 2 ? 0 : 2}}`,
        name: names[at % 4],
        model_type: ['k', 'K', ''][at % 3],
        params: pairOf('p', texts[at]),
        tags: pairOf('t', texts[at + 2]),
      },
      keep: { [`l${at}`]: 'model.info.model_id' },
    },
    ...['d1', 'd2'].flatMap((dataset_name, other) => scored(at, 'acc', scores[(at + 4 * other) % 9], dataset_name)),
    ...scored(at, 'lost', at % 5 === 0 ? 'NaN' : undefined, 'd1'),
  ]),
  ...[1, 4, 6].map((at): Step => ({
    call: 'finalizeLoggedModel',
    input: { model_id: `{l${at}}`, status: at === 4 ? 'LOGGED_MODEL_UPLOAD_FAILED' : 'LOGGED_MODEL_READY' },
  })),
  { call: 'deleteLoggedModel', input: { model_id: '{l3}' } },
]
