import { expect, test } from 'vitest'
import { calls, mlflowCalls } from '#contract/calls.ts'
import { deniedText } from './denied.ts'

const said = (method: string, call: string, input: object = {}, auth: 'operator' | 'pass-through' = 'pass-through') => {
  const path = `/ajax-api/2.0/mlflow/${call}`
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  return deniedText({ method, path, url: `http://x${path}${query}`, body: JSON.stringify(input), auth })
}

test.each([
  [
    'POST',
    'model-versions/transition-stage',
    { name: 'a b', version: '1' },
    'change the stage: this needs EDIT permission on the model “a b”',
  ],
  [
    'DELETE',
    'registered-models/alias',
    { name: 'a', alias: 'x' },
    'remove an alias: this needs MANAGE permission on the model “a”',
  ],
  [
    'POST',
    'registered-models/alias',
    { name: 'a', alias: 'x' },
    'set an alias: this needs EDIT permission on the model “a”',
  ],
  ['GET', 'registered-models/get', { name: 'ü' }, 'see this model: this needs READ permission on the model “ü”'],
  ['POST', 'registered-models/create', { name: 'a' }, 'create a model: this needs permission to create models'],
  [
    'POST',
    'experiments/update',
    { experiment_id: '7' },
    'rename this experiment: this needs EDIT permission on the experiment 7',
  ],
  [
    'POST',
    'runs/delete',
    { run_id: 'r' },
    'delete this run: this needs MANAGE permission on the experiment of this run',
  ],
  [
    'PATCH',
    'logged-models/m-1/tags',
    { tags: [] },
    'change the logged model’s tags: this needs EDIT permission on the experiment of this logged model',
  ],
  [
    'DELETE',
    'logged-models/m-1',
    {},
    'delete this logged model: this needs MANAGE permission on the experiment of this logged model',
  ],
])('%s %s says what can’t be done and what it needs', (method, call, input, words) => {
  expect(said(method, call, input)).toBe(`You can’t ${words}.`)
  expect(said(method, call, input, 'operator')).toBe(`You can’t ${words} for the MLflow account that this server uses.`)
})

test('has words for every call of MLflow', () => {
  for (const name of Object.keys(mlflowCalls) as (keyof typeof mlflowCalls)[])
    for (const method of calls[name].methods)
      expect(said(method, calls[name].path.replaceAll(/\{\w+\}/g, 'x'))).toMatch(
        /^You can’t [a-z].*: this needs .*permission/,
      )
})

test('has words for files, and for calls that only clients use', () => {
  const url = 'http://x/get-artifact?run_id=r&path=a'
  expect(deniedText({ method: 'GET', path: '/get-artifact', url, auth: 'pass-through' })).toBe(
    'You can’t read this file: this needs READ permission on the experiment of this run.',
  )
  expect(said('POST', 'traces/search')).toBe('You don’t have permission for POST traces/search.')
  expect(
    deniedText({
      method: 'POST',
      path: '/api/2.0/mlflow/runs/create',
      url: 'http://x/y',
      body: '[1',
      auth: 'operator',
    }),
  ).toMatch(/^You can’t create a run: this needs EDIT permission on this object/)
})
