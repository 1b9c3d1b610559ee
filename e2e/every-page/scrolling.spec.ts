import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { expect, test } from '../fixtures.ts'
import { longestTasks } from '../../testbed/longest-task.ts'
import { scrollBack, scrollThrough } from './scroll-through.ts'

test('scrolling through 10,000 versions draws only those in view', async ({ page, call, unique }) => {
  const name = unique('long')
  await call('createModel', { name })
  await call('createVersion', { name, source: 's3://bucket/model' })
  const { model_version } = await call('getVersion', { name, version: '1' })
  // A faked answer, because so many versions take a minute to make.
  const model_versions = Array.from({ length: 10_000 }, (_, at) => ({ ...model_version, version: `${10_000 - at}` }))
  await withoutFirstAnswers(page)
  await page.route('**/model-versions/search?*', (route) => route.fulfill({ json: { model_versions } }))
  await page.goto(`models/${encodeURIComponent(name)}`)
  const table = page.getByRole('table', { name: 'Versions' })
  await expect(table.getByRole('row', { name: /Version 10000 / })).toBeVisible()
  const drawn = await scrollThrough(page, table, STEPS)
  await expect(table.getByRole('row', { name: /Version 1 / })).toBeVisible()
  const back = await longestTasks(page, { scrolling: () => scrollBack(table, STEPS) })
  await expect(table.getByRole('row', { name: /Version 10000 / })).toBeVisible()
  const longest = back.get('scrolling') ?? NaN
  test.info().annotations.push({ type: 'cost', description: JSON.stringify({ longestTask: longest, ...drawn }) })
  expect(longest, 'ms of the longest task').toBeGreaterThan(1)
  expect(longest, 'ms of the longest task').toBeLessThanOrEqual(50)
  // A window of 900 px has room for 25 rows; a few more are drawn on both sides.
  expect(drawn.mostRows).toBeGreaterThan(10)
  expect(drawn.mostRows).toBeLessThanOrEqual(50)
  expect(drawn.added).toBeLessThanOrEqual(50 * STEPS)
  // It is about as long as that piece of work; one of 200 ms in each step fails, one of 80 ms does not.
  expect(drawn.longest).toBeGreaterThan(0.05)
  expect(drawn.longest).toBeLessThanOrEqual(2.5)
  // A step that something else interrupted does not move this one: 30 ms more in each step fail.
  expect(drawn.usual).toBeGreaterThan(0.05)
  expect(drawn.usual).toBeLessThanOrEqual(1)
})

const STEPS = 20
