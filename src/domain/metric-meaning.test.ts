import { expect, test } from 'vitest'
import { metricHeader, metricMeaning, metricTagKey, metricTagValue, metricWords } from './metric-meaning.ts'
import { wholeMeaning } from './usual-metrics.ts'

test.each([
  ['rmse', 'lower'],
  ['val_rmse', 'lower'],
  ['test/f1_macro', 'higher'],
  ['eval.ROC-AUC', 'higher'],
  ['trainLogLoss', 'lower'],
  ['logloss', 'lower'],
  ['accuracy_score-1', 'higher'],
  ['validation_0-auc', 'higher'],
  ['R2', 'higher'],
  ['f1_loss', 'lower'],
  ['max_error', 'lower'],
  ['epoch', undefined],
  ['mapping', undefined], // no word of it is a name
  ['learning_rate', undefined],
  ['', undefined],
  ['постановка', undefined],
])('proposes for %s that %s is better', (metric, direction) => {
  expect(metricMeaning(metric, undefined)).toMatchObject({ isProposed: true, ...(direction && { direction }) })
  expect(metricMeaning(metric, []).direction).toBe(direction)
})

test('is what the tag says, whatever the name proposes', () => {
  const said = { unit: 'km', direction: 'higher', meaning: 'Distance until the first fault.' } as const
  const tags = [{ key: metricTagKey('rmse'), value: metricTagValue(said) }]
  expect(metricMeaning('rmse', tags)).toEqual({ ...said, isProposed: false })
  expect(metricMeaning('mae', tags)).toMatchObject({ direction: 'lower', isProposed: true })
  expect(metricMeaning('rmse', [{ key: metricTagKey('rmse'), value: '{}' }])).toEqual({ isProposed: false })
})

test.each(['', 'words', '[]x', 'null', '7', '{"direction": "sideways", "unit": 5}', '{"meaning": ["x"]}'])(
  'leaves out what does not fit in %j',
  (value) => {
    const { unit, meaning } = metricMeaning('rmse', [{ key: metricTagKey('rmse'), value }])
    expect([unit, typeof (meaning ?? '')]).toEqual([undefined, 'string'])
  },
)

test('says meaning, direction and unit, each where it is known', () => {
  expect(metricWords({ meaning: 'Mean error', direction: 'lower', unit: 'km', isProposed: false })).toBe(
    'Mean error. Lower is better. In km.',
  )
  expect(metricWords({ direction: 'higher', isProposed: true })).toBe('Higher is better.')
  expect(metricWords({ isProposed: true })).toBe('')
})

test('adds the unit to a column’s name', () => {
  const tags = [{ key: metricTagKey('reach'), value: metricTagValue({ unit: 'km' }) }]
  expect(metricHeader('reach', tags)).toBe('reach (km)')
  expect(metricHeader('rmse', tags)).toBe('rmse')
})

test('proposes the usual sentence, unless somebody has said something', () => {
  expect(wholeMeaning('val_rmse', [])).toMatchObject({
    direction: 'lower',
    meaning: expect.stringContaining('squared'),
  })
  expect(wholeMeaning('epoch', [])).toEqual({ isProposed: true })
  const tags = [{ key: metricTagKey('rmse'), value: metricTagValue({ unit: 'km' }) }]
  expect(wholeMeaning('rmse', tags)).toEqual({ unit: 'km', isProposed: false })
})
