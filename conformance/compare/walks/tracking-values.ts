import * as fc from 'fast-check'
import { maybe, mostly } from './step.ts'

export const run = mostly(['{run0}', '{run0}', '{run0}', '{run1}', '{run2}'], ['{run5}', 'nope'])
export const tagKey = mostly(['t', 't', 'mlflow.runName', 'mlflow.note.content', 'mlflow.user'], ['/x', ''])
/** Without `mlflow.runName`: deleting that tag is covered by DIFFERENCES.md. */
export const deletedKey = mostly(['t', 't', 'mlflow.note.content', 'mlflow.user'], ['/x', ''])
export const tagValue = mostly(['a', 'b', ''], ['é😀'])
/** Each key once: duplicate keys are covered by DIFFERENCES.md. */
export const tags = maybe(
  fc.uniqueArray(
    fc.record({
      key: fc.constantFrom('t', 'mlflow.note.content', 'mlflow.user', 'mlflow.parentRunId'),
      value: tagValue,
    }),
    { maxLength: 2, selector: ({ key }) => key },
  ),
)
export const runName = maybe(fc.constantFrom('r1', 'r2', ''))
/** No two runs start at the same time, since random ids would then decide their order. */
export const startTime = fc.noBias(fc.integer({ min: 1, max: 1_000_000_000 }))
export const view = fc.constantFrom('ACTIVE_ONLY', 'DELETED_ONLY', 'ALL')

const paramKey = mostly(['p', 'p', 'p', 'q'], ['..'])
const paramValue = mostly(['1', '2'], [''])
export const param = { key: paramKey, value: paramValue }
export const point = {
  key: mostly(['m', 'm', 'n'], ['a//b', '']),
  value: mostly<unknown>([0, 1, -1, 0.5, 2], ['NaN', 'Infinity', '-Infinity', 1e-300]),
  timestamp: mostly([1, 2, 3], [0, -1]),
  step: mostly([0, 1, 2], [-1, 1_000_000]),
}

/** Never two points of a logged model at one time, which DIFFERENCES.md covers. */
export const modelPoint = (model: fc.Arbitrary<string>) => ({
  ...point,
  value: fc.constantFrom(0, 1, -1, 0.5, 2),
  timestamp: startTime,
  model_id: model,
})

export const runFilter = fc.constantFrom(
  '',
  'metrics.m > 0',
  'metrics.n <= 1',
  "params.p = '1'",
  "params.p != '1'",
  "tags.t = 'a'",
  'tags.t IS NULL',
  'params.q IS NOT NULL',
  "tags.mlflow.runName = 'r1'",
  "run_name LIKE 'r_'",
  "status = 'FINISHED'",
  'end_time > 1',
  "user_id = 'ann'",
  "dataset.name = 'd0'",
  "dataset.context = 'train'",
)
export const runOrder = fc.constantFrom(
  ['metrics.m'],
  ['metrics.m DESC'],
  ['params.p'],
  ['tags.t DESC'],
  ['end_time'],
  ['status', 'user_id DESC'],
  ['start_time ASC'],
  ['metrics.n DESC', 'params.q'],
)
