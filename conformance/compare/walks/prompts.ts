import * as fc from 'fast-check'
import type { Walk } from './walk.ts'
import { each, maybe, mostly, step, weighted } from './step.ts'

const IS_PROMPT = 'mlflow.prompt.is_prompt'
const tagged = (value: string) => [{ key: IS_PROMPT, value }]
const isPrompt = mostly<{ key: string; value: string }[] | undefined>(
  [undefined, tagged('true')],
  [tagged('false'), tagged('TRUE'), tagged('')],
)
const name = fc.constantFrom('z{n}-p', 'z{n}-p', 'z{n}-q', 'z{n}-m')
const version = mostly(['1', '2'], ['3'])
const source = mostly(
  ['dummy-source', 'prompt-template', 's3://b/1'],
  ['models:/z{n}-p/1', 'models:/z{n}-m/1', 'other'],
)
const text = mostly(['v', 'true', 'true', 'false'], ['TRUE', ''])
const key = fc.constantFrom(IS_PROMPT, 'mlflow.prompt.text', '_mlflow_prompt_type')

const like = "name LIKE 'z{n}-%'"
const is = (comparison: string) => `${like} AND tags.\`${IS_PROMPT}\` ${comparison}`
const filters = [like, "name = 'z{n}-p'", ...["= 'true'", "!= 'true'", "= 'false'", "!= 'false'", "= 'TRUE'"].map(is)]
const filter = fc.constantFrom(...filters)

const steps = weighted([
  [4, step('createModel', { name, tags: isPrompt })],
  [6, step('createVersion', { name, source, tags: isPrompt })],
  [1, step('deleteModel', { name })],
  [1, step('renameModel', { name, new_name: name })],
  [2, step('setModelTag', { name, key, value: text })],
  [1, step('deleteModelTag', { name, key })],
  [2, step('setVersionTag', { name, version, key, value: text })],
  [1, step('deleteVersionTag', { name, version, key })],
  [1, step('setAlias', { name, version, alias: fc.constantFrom('x', 'production') })],
  [1, step('transitionStage', { name, version, stage: fc.constantFrom('Production', 'Archived') })],
  [2, step('searchModels', { filter, max_results: fc.constantFrom(1, 100) })],
  [2, step('searchVersions', { filter, max_results: fc.constantFrom(1, 100), order_by: maybe(fc.constant(['name'])) })],
])

/** Prompts, which are registered models with a tag, and models that become prompts by a tag. */
export const promptWalk: Walk = {
  name: 'walks through prompts',
  before: [
    ...each('createModel', [{ name: 'z{n}-p', tags: tagged('true') }, { name: 'z{n}-m' }]),
    ...each('createVersion', [
      { name: 'z{n}-p', source: 'dummy-source', tags: tagged('true') },
      { name: 'z{n}-m', source: 's3://b/1' },
    ]),
  ],
  step: steps,
  dump: [
    ...each(
      'searchModels',
      filters.map((filter) => ({ filter, max_results: 100 })),
    ),
    ...each(
      'searchVersions',
      filters.map((filter) => ({ filter, max_results: 100 })),
    ),
    ...['z{n}-p', 'z{n}-q', 'z{n}-m'].flatMap((name) => [
      ...each('getModel', [{ name }]),
      ...each('getLatestVersions', [{ name }]),
      ...each('getVersionByAlias', [{ name, alias: 'x' }]),
      ...each(
        'getVersion',
        ['1', '2'].map((version) => ({ name, version })),
      ),
    ]),
  ],
}
