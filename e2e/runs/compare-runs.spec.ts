import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import type { Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'
import { downloaded } from '../artifacts/artifact-files.ts'
import { press, tabTo } from '../every-page/by-keyboard.ts'
import { pictureIn, pixels, shareOf, still } from './pictures.ts'
import { expect, mlflow3, test } from '../fixtures.ts'

// Choosing between runs: side by side, and in charts that point at each other.

/** A text that would run as code if it were shown as HTML. */
const HOSTILE = '<img src=x onerror=window.name=1>'
const expectNothingRan = async (page: Page) => expect(await page.evaluate(() => window.name)).toBe('')

/** Runs of a sweep, each with a curve of its loss; the i-th has seed i % 2. */
async function sweep(call: Call, name: string, count: number, from = 0) {
  const { experiment_id } = await call('createExperiment', { name })
  const ids: string[] = []
  for (let i = from; i < from + count; i++) {
    const { run } = await call('createRun', { experiment_id, run_name: `trial ${i}`, start_time: 1000 + i })
    const { run_id } = run.info
    const losses = [4, 1, 2].map((value, step) => ({ key: 'loss', value: value + i, step, timestamp: 1000 * step }))
    await call('logBatch', {
      run_id,
      metrics: [...losses, { key: 'rmse', value: 5 - i, step: 2, timestamp: 3000 }],
      params: [
        { key: 'depth', value: String(i) },
        { key: 'seed', value: String(i % 2) },
        { key: 'same', value: HOSTILE },
      ],
      tags: [
        { key: 'team', value: `team ${i % 2}` },
        { key: 'note', value: `${HOSTILE} ${i}` },
      ],
    })
    await call('updateRun', { run_id, status: 'FINISHED', end_time: 1000 + i + 10_000 * (i + 1) })
    ids.push(run_id)
  }
  return { experiment_id, ids }
}

const table = (page: Page) => page.getByRole('table', { name: 'Compared runs' })
const row = (page: Page, name: RegExp) => table(page).getByRole('row', { name })
const runNames = (page: Page) => table(page).getByRole('columnheader').getByRole('link')
const pointed = (page: Page) => table(page).locator('col[data-pointed]')
const chart = (page: Page, name: string | RegExp) => page.getByRole('img', { name })

test(
  'selected runs are compared with a baseline, in the order of any value',
  { tag: mlflow3 },
  async ({ page, call, unique, backend }) => {
    const { experiment_id, ids } = await sweep(call, unique('Sweep'), 3)
    for (const [digest, run_id] of ids.slice(0, 2).entries()) {
      const dataset = {
        name: 'trips',
        digest: `d${digest}`,
        source_type: 'local',
        source: '/data',
        profile: '{"num_rows":9}',
      }
      await call('logInputs', { run_id, datasets: [{ dataset }] })
    }
    await page.goto(`experiments/${experiment_id}/runs`)
    // By keyboard alone: from the selection to a range.
    for (const name of ['trial 0', 'trial 1']) {
      await tabTo(page, page.getByRole('checkbox', { name: `Select ${name}` }))
      await page.keyboard.press('Space')
    }
    await tabTo(page, page.getByRole('link', { name: 'Compare', exact: true }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Compare runs' })).toBeVisible()
    await expect(runNames(page)).toHaveText(['trial 1', 'trial 0'])
    await expect(row(page, /^same /)).toBeHidden()
    await press(page, 'Only differences')
    await expect(row(page, /^same /)).toHaveText(`same ${HOSTILE}${HOSTILE}`)

    await press(page, 'Compare with trial 0')
    await expect(row(page, /^rmse /)).toContainText('−1 (−20%) better')
    for (const [name, difference] of [
      [/^depth /, '1+1'], // from zero
      [/^Duration /, '20 s+10 s (+100%)10 s'],
      [/^trips /, 'Digest d1\n9 rowsDigest d0\n9 rows'],
      [/^team /, 'team 1team 0'],
      [/^note /, `${HOSTILE} 1${HOSTILE} 0`],
    ] as const)
      await expect(row(page, name)).toContainText(difference)
    await expect(row(page, /^Started /)).not.toContainText(/[+−]/)
    await press(page, 'Started')
    await expect(runNames(page)).toHaveText(['trial 0', 'trial 1'])
    await press(page, 'Parallel coordinates')
    await press(page, 'Add range')
    await tabTo(page, page.getByRole('combobox', { name: 'Axis', exact: true }))
    await page.keyboard.type('depth')
    for (const label of ['From', 'To']) {
      await tabTo(page, page.getByRole('textbox', { name: label }))
      await page.keyboard.type('1')
    }
    await press(page, 'Add')
    await expect(runNames(page)).toHaveText(['trial 1'])
    await press(page, 'Remove range depth 1 to 1')
    await press(page, 'Parallel coordinates')
    await expect(runNames(page)).toHaveText(['trial 0', 'trial 1'])
    // The last values are 2 and 3.
    for (const [value, values] of [
      ['Min', /^loss, min ?12/],
      ['Mean', /^loss, mean ?2\.3\d*3\.3/],
      ['Best', /^loss, best ?12/],
      ['Max', /^loss, max ?45/],
    ] as const) {
      await page.getByRole('combobox', { name: 'Metrics', exact: true }).selectOption(value)
      await expect(row(page, /^loss/)).toHaveText(values)
    }
    await expect(page.getByText('The highest values come from the histories of the runs shown.')).toHaveCount(
      backend === 'embedded' ? 0 : 1,
    )
    await page.reload()
    const isAsChosen = async () => {
      await expect(runNames(page)).toHaveText(['trial 0', 'trial 1'])
      await expect(row(page, /^rmse, max /)).toContainText('−1 (−20%) better')
      await expect(row(page, /^same /)).toBeVisible() // not only differences
    }
    await isAsChosen()
    await runNames(page).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('trial 0')
    await page.goBack()
    await isAsChosen()
    // The names stay in view over the last row of a low window.
    await page.setViewportSize({ width: 1440, height: 320 })
    await table(page).getByRole('row').last().scrollIntoViewIfNeeded()
    await expect(row(page, /^loss/)).not.toBeInViewport()
    await expect(runNames(page).first()).toBeInViewport()
    // On a phone two values stand beside their name.
    await page.setViewportSize({ width: 390, height: 844 })
    await row(page, /^rmse/).scrollIntoViewIfNeeded()
    await expect(row(page, /^rmse/).getByRole('rowheader')).toBeInViewport({ ratio: 1 })
    for (const at of [0, 1]) await expect(row(page, /^rmse/).getByRole('cell').nth(at)).toBeInViewport({ ratio: 1 })
    await page.setViewportSize({ width: 1440, height: 900 })
    const picture = await downloaded(page, page.getByRole('button', { name: 'Save PNG', exact: true }))
    const { width, inked } = await pictureIn(page, picture.bytes, { cell: 180, pad: 12, scale: 2 })
    expect(width).toBe(2 * (4 * 180 + 24)) // group, name, two runs
    expect(inked).toEqual([true, true, true, true])
    const saved = await downloaded(page, page.getByRole('button', { name: 'Export CSV' }))
    expect(saved.bytes.toString()).toContain(`group,name,${ids[0]},${ids[1]},difference of ${ids[1]}\r\n`)
    expect(saved.bytes.toString()).toContain('Metrics,"rmse, max",5,4,-1\r\n')
    expect(saved.bytes.toString()).toContain('Parameters,depth,0,1,1\r\n')
    expect(saved.bytes.toString()).toContain('Run,Duration,10 s,20 s,10000\r\n')

    // Those that stay are not read again before they are shown; one is of another experiment.
    const far = await sweep(call, unique('Elsewhere'), 1, 7)
    await page.goto(`compare/runs?runs=${[...ids.slice(0, 2), ...far.ids].join()}`)
    await expect(runNames(page)).toHaveText(['trial 0', 'trial 1', 'trial 7'])
    await expect(row(page, /^Experiment/)).toHaveText(/Sweep .*Sweep .*Elsewhere /)
    await expect(row(page, /^loss/)).toHaveText(/^loss ?239/)
    const answer = Promise.withResolvers<void>()
    await page.route(/runs\/(get|search)/, async (route) => {
      await answer.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Remove trial 1' }).click()
    await expect(runNames(page)).toHaveText(['trial 0', 'trial 7'])
    answer.resolve()

    // As MLflow's own UI links to it.
    const query = new URLSearchParams({ runs: JSON.stringify(ids), experiments: JSON.stringify([experiment_id]) })
    await page.goto(`#/compare-runs?${query}`)
    await expect(runNames(page)).toHaveText(['trial 0', 'trial 1', 'trial 2'])
    await expectNothingRan(page)
  },
)

test('charts whose code arrives while a run is pointed at mark it', async ({ page, call, unique }) => {
  const { experiment_id } = await sweep(call, unique('Sweep'), 6)
  // Servers refuse such a name of a metric, but an old database may hold one.
  await withoutFirstAnswers(page)
  await page.route('**/runs/search', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"loss"', JSON.stringify(HOSTILE)) })
  })
  await page.route('**/metrics/get-history-bulk-interval?*', (route) => {
    const [run_id] = new URL(route.request().url()).searchParams.getAll('run_ids')
    const metrics = [1, 2].map((step) => ({ key: HOSTILE, value: step, step, timestamp: step, run_id }))
    return route.fulfill({ json: { metrics } })
  })
  const code = Promise.withResolvers<void>()
  await page.route('**/assets/charts-*', async (route) => {
    await code.promise
    await route.continue()
  })
  const asked = { experiments: experiment_id, y: `Metrics.${HOSTILE}`, curve: HOSTILE }
  const held = page.waitForRequest('**/assets/charts-*')
  await page.goto(`compare/runs?${new URLSearchParams(asked)}`)
  await held
  await table(page).getByRole('link', { name: 'trial 2' }).focus()
  code.resolve()
  const scatter = page.getByRole('img', { name: `${HOSTILE} by depth of 6 runs` })
  await expect(scatter.locator('circle')).toHaveCount(1)
  const axes = page.getByRole('img', { name: /^Parallel coordinates of 6 runs/ })
  await expect(axes.locator('polyline')).toHaveCount(1)
  await expect(page.getByText(`trial 2: depth 2, ${HOSTILE} 4`, { exact: true })).toBeVisible()
  await expect(page.getByRole('img', { name: `${HOSTILE} by step of 1 runs` })).toBeVisible()
  await expect(table(page).getByRole('rowheader', { name: HOSTILE })).toBeVisible()
  await expectNothingRan(page)
})

test(
  'charts of all runs of a search keep those in a range, and point at each other',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const { experiment_id, ids } = await sweep(call, unique('Sweep'), 6)
    await call('updateRun', { run_id: ids[0], run_name: HOSTILE })
    await page.goto(`experiments/${experiment_id}/runs?q=${encodeURIComponent('metrics.rmse > 0')}`)
    await page.getByRole('link', { name: 'Compare all' }).click()
    await expect(page.getByText('5 runs,')).toBeVisible()
    const axes = chart(page, /^Parallel coordinates of 5 runs/)
    await expect(axes.locator('canvas').first()).toBeVisible()
    const dots = chart(page, /^loss by depth of 5 runs/)
    await expect(dots).toBeVisible()
    const curves = chart(page, /^loss by step of 5 runs/)
    await expect(curves.locator('canvas')).toBeVisible()

    // From the table to the charts, with the pointer and by keyboard.
    await expect(page.getByRole('list', { name: 'Curves' }).getByText(HOSTILE, { exact: true })).toBeVisible()
    const drawn = () => curves.locator('canvas').evaluate(pixels)
    const before = await still(drawn)
    await row(page, /^depth /)
      .getByRole('cell')
      .nth(4)
      .hover()
    await expect(axes.locator('polyline')).toHaveCount(1)
    await expect.poll(drawn).not.toBe(before)
    for (const values of ['depth 0, seed 0, rmse 5, loss 2', 'depth 0, loss 2'])
      await expect(page.getByText(`${HOSTILE}: ${values}`, { exact: true })).toBeVisible()
    await page.mouse.move(0, 0)
    await table(page).getByRole('link', { name: 'trial 2' }).focus()
    for (const values of ['depth 2, seed 0, rmse 3, loss 4', 'depth 2, loss 4'])
      await expect(page.getByText(`trial 2: ${values}`, { exact: true })).toBeVisible()
    await page.getByRole('combobox', { name: 'Baseline' }).selectOption('trial 3')
    await table(page).getByRole('link', { name: 'trial 2' }).focus()
    for (const values of ['depth 2 (−1), seed 0 (−1), rmse 3 (+1), loss 4 (−1)', 'depth 2 (−1), loss 4 (−1)'])
      await expect(page.getByText(`trial 2 against trial 3: ${values}`, { exact: true })).toBeVisible()
    // From a curve to the table and the other charts: at the right side there is one at every height.
    await curves.hover({ position: { x: (await curves.boundingBox())!.width - 30, y: 130 } })
    await expect(page.getByText(/^step 2: trial (3 5|[1245] \d \([+−]\d\))$/)).toBeVisible()
    await expect(pointed(page)).toHaveCount(1)
    await expect(axes.locator('polyline')).toHaveCount(1)
    await expect(dots.locator('circle')).toHaveCount(1)

    // Without a pointer.
    await page.getByRole('button', { name: 'Add range' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Add range' }).click()
    await page.getByRole('combobox', { name: 'Axis', exact: true }).selectOption({ label: 'depth (param)' })
    await page.getByRole('textbox', { name: 'From' }).fill('1')
    await page.getByRole('textbox', { name: 'To' }).fill('3')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('3 of 5 runs within these ranges')).toBeVisible()
    await expect(runNames(page)).toHaveText(['trial 3', 'trial 2', 'trial 1'])

    const keys = page.getByRole('list', { name: 'Curves' }).getByRole('listitem')
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('same')
    await expect(keys).toHaveText([`same = ${HOSTILE}`])
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('seed')
    await expect(keys).toHaveText(['seed = 1', 'seed = 0'])
    await expect(page.getByText('Mean ± standard deviation of the runs of each group.')).toBeVisible()
    const means = chart(page, /^loss by step of 2 groups of runs/)
    await means.press('ArrowRight')
    await expect(page.getByText('step 0: seed = 1 6 ± 1.4')).toBeVisible() // 5 and 7
    await page.getByRole('combobox', { name: 'Curves of' }).click()
    await page.getByRole('listbox', { name: 'Curves of' }).getByRole('option', { name: 'rmse' }).click()
    await page.getByRole('combobox', { name: 'Over' }).selectOption('Time')
    await expect(chart(page, /^rmse by time of 2 groups of runs/)).toBeVisible()
    await page.getByRole('combobox', { name: 'Over' }).selectOption('Elapsed time')
    await page.getByRole('combobox', { name: 'Color' }).first().selectOption({ label: 'seed (param)' })
    await page.getByRole('combobox', { name: 'X axis' }).selectOption({ label: 'rmse' })
    await page.reload()
    await expect(page.getByText('3 of 5 runs within these ranges')).toBeVisible()
    for (const metric of ['loss', 'rmse'])
      await expect(chart(page, `${metric} by relative of 2 groups of runs`)).toBeVisible()
    await chart(page, /^loss by relative/).press('End')
    await expect(page.getByText(/^after 2 s: seed = 1 4 ± 1\.4/)).toBeVisible()
    await expect(chart(page, /^loss by rmse of 5 runs/)).toBeVisible()
    await expect(page.getByRole('img', { name: 'Colors: seed' })).toHaveCount(2)
    for (const [name, shown] of [
      ['curves', chart(page, /^rmse by relative/)],
      ['parallel coordinates', axes],
      ['scatter', chart(page, /^loss by rmse/)],
    ] as const) {
      const { bytes } = await downloaded(page, page.getByRole('button', { name: `Save PNG of ${name}` }))
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      if (name !== 'curves') expect(await shareOf(shown.locator('canvas').first(), bytes), name).toBeGreaterThan(0.99)
    }
    await page.getByRole('button', { name: /^Remove range depth/ }).click()
    await expect(page.getByText('5 runs,')).toBeVisible()

    // The look of the curves, and which charts are shown.
    const rough = await chart(page, /^loss by relative/)
      .locator('canvas')
      .evaluate(pixels)
    await page.getByRole('slider', { name: 'Smoothing' }).press('End')
    await expect
      .poll(() =>
        chart(page, /^loss by relative/)
          .locator('canvas')
          .evaluate(pixels),
      )
      .not.toBe(rough)
    await page.getByRole('switch', { name: 'Log scale' }).click()
    await page.getByRole('button', { name: 'Scatter', exact: true }).click()
    await page.getByRole('button', { name: 'Parallel coordinates', exact: true }).click()
    const areAsChosen = async () => {
      await expect(page.getByRole('switch', { name: 'Log scale' })).toBeChecked()
      await expect(page.getByRole('slider', { name: 'Smoothing' })).toHaveValue('0.99')
      for (const hidden of ['Scatter', 'Parallel coordinates'])
        await expect(page.getByRole('region', { name: hidden })).toHaveCount(0)
      const query = new URL(page.url()).searchParams
      expect(['plots', 'scale', 'smooth'].map((key) => query.get(key))).toEqual(['curves', 'log', '0.99'])
    }
    await areAsChosen()
    await page.reload()
    await areAsChosen()
    await runNames(page).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('trial')
    await page.goBack()
    await areAsChosen()
    await expectNothingRan(page)
  },
)

test(
  'a range is drawn and moved with the pointer, and every chart points at the same run',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const { experiment_id } = await sweep(call, unique('Sweep'), 6)
    const asked = { experiments: experiment_id, x: 'Metrics.gone', y: 'Metrics.loss', color: 'Parameters.same' }
    await page.goto(`compare/runs?${new URLSearchParams(asked)}&axis=Parameters.depth&axis=Metrics.rmse&axis=Tags.lost`)
    const axes = page.getByRole('img', { name: 'Parallel coordinates of 6 runs: depth, rmse.' })
    await expect(axes.locator('canvas').first()).toBeVisible()

    // What the URL asks for and cannot be drawn is not said to be something else.
    const scatter = page.getByRole('region', { name: 'Scatter' })
    const chosen = (label: string) => scatter.getByRole('combobox', { name: label }).locator('option:checked')
    await expect(chosen('X axis')).toHaveText('gone (in none of these runs)')
    await expect(chosen('Color')).toHaveText('same (the same in all runs)')
    await expect(page.getByRole('button', { name: 'lost (in none of these runs)' })).toBeVisible()
    await scatter.getByRole('combobox', { name: 'X axis' }).selectOption({ label: 'rmse' })
    const dots = page.getByRole('img', { name: /^loss by rmse of 6 runs/ })

    /** Presses at a value on the axis of depths, which goes from 0 to 5, and releases at another. */
    const drag = async (from: number, to = from) => {
      await axes.scrollIntoViewIfNeeded()
      const { x, y, height } = (await axes.boundingBox())!
      const placeOf = (value: number) => y + 36 + (1 - value / 5) * (height - 48)
      await page.mouse.move(x + 56, placeOf(from))
      await page.mouse.down()
      if (to !== from) await page.mouse.move(x + 56, placeOf((from + to) / 2))
      await page.mouse.move(x + 56, placeOf(to))
      await page.mouse.up()
    }
    await drag(3.5, 1.5)
    await expect(page.getByText('2 of 6 runs within these ranges')).toBeVisible()
    await expect(runNames(page)).toHaveText(['trial 3', 'trial 2'])
    await page.reload()
    await expect(page.getByText('2 of 6 runs within these ranges')).toBeVisible()
    await table(page).getByRole('link', { name: 'trial 3' }).focus()
    await expect(axes.locator('polyline')).toHaveCount(1) // it is drawn
    // What is drawn there is moved; if nothing were, this would draw a range of one run.
    await drag(2.5, 3.5)
    await expect(runNames(page)).toHaveText(['trial 4', 'trial 3'])
    await drag(4.9)
    await expect(page.getByText('6 runs,')).toBeVisible()

    const isPointed = (name: string) =>
      page
        .getByRole('paragraph')
        .filter({ hasText: new RegExp(`^${name}: `) })
        .first()
    const dot = dots.locator('circle')
    const curves = chart(page, /^loss by step of 6 runs/).locator('canvas')
    /** The curves while no run is pointed at, and once what was is drawn so. */
    const pointAtNone = async () => {
      await page.mouse.move(0, 0)
      await expect(dot).toHaveCount(0)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      return curves.evaluate(pixels)
    }
    const before = await still(pointAtNone)
    const { x, y } = (await axes.boundingBox())!
    await page.mouse.move(x + 57, y + 36 + 252 / 5)
    await expect(isPointed('trial 4')).toBeVisible()
    await expect(pointed(page)).toHaveCount(1)
    await expect.poll(() => curves.evaluate(pixels)).not.toBe(before)
    const [left, top] = await Promise.all(['cx', 'cy'].map(async (name) => Number(await dot.getAttribute(name))))
    await expect.poll(pointAtNone).toBe(before)
    const place = (await dots.boundingBox())!
    await page.mouse.move(place.x + left!, place.y + top!)
    await expect(axes.locator('polyline')).toHaveCount(1)
    await expect(pointed(page)).toHaveCount(1)
    await expect.poll(() => curves.evaluate(pixels)).not.toBe(before)
  },
)
