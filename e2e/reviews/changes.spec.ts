import { expect, mlflow3, test } from '../fixtures.ts'
import { seedVersion } from './seed-changes.ts'

// The evidence on which a version reaches Production: what is different from the version there.

test(
  'a version is compared with the one in Production, then with any other',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('changes 🚲')
    await call('createModel', { name })
    await seedVersion(call, server.url, name, {
      metrics: { rmse: 5, r2: 0.8, rows: 100, mae: 2 },
      params: { depth: '3', seed: '7' },
      description: card('Ana'),
    })
    await seedVersion(call, server.url, name, { metrics: { rmse: 9 }, description: 'Second try' })
    await seedVersion(call, server.url, name, {
      metrics: { rmse: 4, r2: 0.75, rows: 120, mae: 2, bias: 0.5 },
      params: { depth: '5', seed: '7' },
      description: card('Bo'),
    })
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('setAlias', { name, alias: 'champion', version: '1' })

    await page.goto(`models/${encodeURIComponent(name)}/versions/3`)
    await page.getByRole('tab', { name: 'Changes' }).click()
    await expect(page.getByText('Compared with version 1, which is in Production.')).toBeVisible()
    const metrics = page.getByRole('table', { name: 'Metrics' })
    await expect(metrics.getByRole('row', { name: /^rmse / })).toContainText(/5\s*4\s*−1 \(−20%\)\s*better/)
    await expect(metrics.getByRole('row', { name: /^r2 / })).toContainText(/−0.05 .*worse/)
    await expect(metrics.getByRole('row', { name: /^rows / })).toContainText('+20')
    await expect(metrics.getByRole('row', { name: /^bias / })).toContainText(/–\s*0.5\s*New/)
    await expect(metrics.getByRole('row', { name: /^mae / })).toBeHidden()
    await expect(page.getByText('1 other metric is the same.')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Parameters' }).getByRole('row')).toHaveText([/^Name/, /^depth35$/])
    const registration = page.getByRole('table', { name: 'Registration' })
    await expect(registration).toContainText('@champion')
    for (const label of [...sections, ...facts])
      await expect(registration.getByRole('row', { name: new RegExp(`^${label} `) })).toContainText(
        new RegExp(`${label} by Ana.*${label} by Bo`, 's'),
      )

    await page.getByRole('button', { name: 'Only differences' }).click()
    await expect(metrics.getByRole('row', { name: /^mae / })).toContainText('Same')

    await page.getByRole('combobox', { name: 'Version' }).fill('2')
    await page.getByRole('option', { name: 'Version 2' }).click()
    await expect(page.getByText('Compared with version 2.')).toBeVisible()
    await expect(metrics.getByRole('row', { name: /^rmse / })).toContainText('9')
    await expect(page).toHaveURL(/against=2/)
    await page.reload()
    await expect(page.getByText('Compared with version 2.')).toBeVisible()
    await expect(registration).toContainText('Second try')
  },
)

const sections = ['Purpose', 'Limits', 'Data', 'Fairness']
const facts = ['Owner', 'Contact', 'Runbook', 'Latency', 'Size']

/** A description with all fields of a model card. */
const card = (who: string) =>
  [
    '---',
    ...facts.map((label) => `${label.toLowerCase()}: ${label} by ${who}`),
    '---',
    ...sections.map((label) => `\n## ${label}\n\n${label} by ${who}`),
  ].join('\n')

/** A picture of 8 by 8 points. */
const image = (color: 'red' | 'blue') => Buffer.from(pictures[color], 'base64')
const pictures = {
  red: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
  blue: 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEElEQVR4nGNgYPiPAw0pCQCpcD/BFMrqcwAAAABJRU5ErkJggg==',
}

const mlmodel = (inputs: object[]) => `flavors:
  python_function: {env: {virtualenv: python_env.yaml}, python_version: 3.11.7}
signature:
  inputs: '${JSON.stringify(inputs)}'
  outputs: '[]'
`
const input = (name: string) => ({ type: 'double', name, required: true })

const git = (commit: string) => ({
  'mlflow.source.git.commit': commit.repeat(40),
  'mlflow.source.git.repoURL': 'git@github.com:team/bikes.git',
})

test(
  'says what breaks callers, which packages are loosened, and what else is different',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('changes <img src=x onerror=window.name=1>')
    await call('createModel', { name })
    await seedVersion(call, server.url, name, {
      params: { note: 'plain' },
      tags: git('a'),
      files: {
        MLmodel: mlmodel([input('hour')]),
        'requirements.txt': 'scikit_learn==1.4.0\nnumpy==1.26.0\n',
        'same.bin': 'abc',
        'other.bin': 'abc',
        'facts.json': '{"a": 1}',
        'plot <b>.png': image('red'),
      },
      datasets: [{ name: 'trips', digest: 'aa11', profile: '{"num_rows": 12}' }],
    })
    await seedVersion(call, server.url, name, {
      params: { note: '<script>window.name=2</script>' },
      description: '<img src=x onerror=window.name=3>',
      tags: git('b'),
      files: {
        MLmodel: mlmodel([input('hour'), input('rain_mm')]),
        'requirements.txt': 'scikit-learn>=1.4\nnumpy==2.0\n',
        'same.bin': 'abc',
        'other.bin': 'abd',
        'facts.json': '{"note": "<img src=x onerror=window.name=1>", "a": 1}',
        'plot <b>.png': image('blue'),
      },
      datasets: [{ name: 'trips', digest: 'bb22', profile: '{"num_rows": 34}' }],
    })
    await page.goto(`models/${encodeURIComponent(name)}/versions/2/changes`)
    const signature = page.getByRole('region', { name: 'Signature' })
    await expect(signature).toContainText('Breaking: callers of the other version may fail.')
    await expect(signature.getByRole('listitem')).toHaveText('New required input rain_mm: double (breaking)')
    const files = page.getByRole('table', { name: 'Files' })
    await expect(files.getByRole('row', { name: /^same.bin / })).toBeHidden()
    await expect(files.getByRole('row', { name: /^other.bin / })).toContainText('Changed')
    await files.getByRole('button', { name: 'facts.json' }).click()
    const lines = page.getByLabel('Changed lines of facts.json')
    await expect(lines).toContainText('+  "note": "<img src=x onerror=window.name=1>"')
    await expect(page.getByRole('table', { name: 'Parameters' })).toContainText('<script>window.name=2</script>')
    await expect(page.getByRole('table', { name: 'Registration' })).toContainText('<img src=x onerror=window.name=3>')
    expect(await page.evaluate(() => window.name)).toBe('')
    await files.getByRole('button', { name: 'plot <b>.png' }).click()
    const [was, is] = [1, 2].map((version) => page.getByRole('img', { name: `plot <b>.png, Version ${version}` }))
    await expect(was!).toBeVisible()
    await expect(is!).toBeVisible()
    // Once both are loaded, and what is above them no longer moves them.
    await expect(async () => {
      const [left, right] = [await was!.boundingBox(), await is!.boundingBox()]
      expect(left!.y).toBe(right!.y)
      expect(left!.x + left!.width).toBeLessThan(right!.x)
    }).toPass({ timeout: 45_000 })
    const packages = page.getByRole('table', { name: 'Requirements' })
    await expect(packages.getByRole('row', { name: /^scikit-learn / })).toContainText('Loosened, no longer one exact')
    await expect(packages.getByRole('row', { name: /^numpy / })).toContainText('Newer')
    await expect(page.getByRole('link', { name: 'Compare the commits' })).toHaveAttribute(
      'href',
      `https://github.com/team/bikes/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`,
    )
    await expect(page.getByRole('table', { name: 'Datasets' })).toContainText(/aa11\s*12 rows.*bb22\s*34 rows/)
  },
)
