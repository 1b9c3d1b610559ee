import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

const known = [
  'start_time',
  'run_name',
  'metrics.test_accuracy',
  'metrics.rmse',
  'params.depth',
  'tags.`my team`',
  'tags.team',
]

test.each([
  ['test_accuracy', 'metrics.test_accuracy'],
  ['metrics.test_acuracy', 'metrics.test_accuracy'],
  ['metrics.testAccuracy', 'metrics.test_accuracy'],
  ['metric.RMSE', 'metrics.rmse'],
  ['metrics.rsme', 'metrics.rmse'],
  ['parms.depth', 'params.depth'],
  ['params.team', 'tags.team'],
  ['start-time', 'start_time'],
  ['runname', 'run_name'],
  ['tags.my_team', 'tags.`my team`'],
])('%s means %s', (found, meant) => {
  expect(didYouMean(found, known)).toBe(meant)
})

test.each(['zzz', 'metrics.loss', '', 'params.learning_rate', 'metrics.'])('“%s” is near none', (found) => {
  expect(didYouMean(found, known)).toBeUndefined()
})

test('never proposes what was written', () => {
  expect(didYouMean('tags.team', ['tags.team'])).toBeUndefined()
})

test('takes the kind that was written, of names that are equally near', () => {
  const both = ['tags.rmse', 'metrics.rmse', 'params.rmse']
  expect(didYouMean('metrics.rsme', both)).toBe('metrics.rmse')
  expect(didYouMean('param.rsme', both)).toBe('params.rmse')
})
