import type { Page } from '@playwright/test'
import { seedRun } from '../../testbed/artifacts.ts'
import { expect, mlflow3, only, test } from '../fixtures.ts'
import type { Backend } from '../../testbed/projects.ts'

// A file of any name opens by clicking, by its URL and with Back.

const names = [
  'a b.txt',
  '100%.txt',
  `it's "quoted".txt`,
  '+plus; semicolon, comma.txt',
  'Zürich – 漢字 🎉.txt',
  'نموذج عربي.txt',
  `${'long '.repeat(39)}.txt`,
]
const oddNames = ['a%20b.txt', 'a%2Fb.txt', 'c#1.txt', 'q?x=1&y=2.txt']
const deep = 'a/b/c/d/e/f/g/h/i/j/deep.txt'

test(
  'opens files of any name, in folders of any name, by clicking, by URL and with Back',
  { tag: mlflow3 },
  async ({ page, call, server, unique, backend }) => {
    test.slow()
    const run = await seedRun(call, server.url, unique('e'), filesOf(names))
    await openEach(page, run, names, backend)
  },
)

test(
  'opens names with characters that are special in a URL',
  only('embedded', 'MLflow refuses to store some of them, and decodes others twice'),
  async ({ page, call, server, unique }) => {
    const run = await seedRun(call, server.url, unique('e'), filesOf(oddNames))
    await openEach(page, run, oddNames, 'embedded')
  },
)

test('opens a file ten folders deep by its URL, and shows its name in the tree', async ({
  page,
  call,
  server,
  unique,
}) => {
  const run = await seedRun(call, server.url, unique('e'), { [deep]: `in ${deep}` })
  await page.goto(`runs/${run.run_id}/artifacts/${deep}`)
  await expect(page.getByRole('group', { name: 'Content' })).toContainText(`in ${deep}`)
  const row = page.getByRole('treeitem', { name: 'deep.txt' })
  await expect(row).toHaveAttribute('aria-level', '11')
  const name = await row.getByText('deep.txt').boundingBox()
  expect(name?.width).toBeGreaterThan(40)
})

/** Each file is in a folder of the same name. */
const filesOf = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${folderOf(name)}/${name}`, `in ${name}`]))
const folderOf = (name: string) => name.replace('.txt', '')

async function openEach(page: Page, { run_id }: { run_id: string }, names: readonly string[], backend: Backend) {
  const rows = page.getByRole('tree', { name: 'Artifacts' })
  const content = page.getByRole('group', { name: 'Content' })
  const file = page.getByRole('list', { name: 'Files' }).getByRole('link')
  await page.goto(`runs/${run_id}/artifacts`)
  for (const name of names)
    await test.step(name, async () => {
      await rows.getByRole('treeitem', { name: folderOf(name), exact: true }).click()
      await rows.getByRole('treeitem', { name, exact: true }).click()
      await expect(content).toContainText(`in ${name}`)
      if (backend !== 'embedded') return // the rest asks MLflow the same again
      await page.reload()
      await expect(content).toContainText(`in ${name}`)
      await expect(rows.getByRole('treeitem', { selected: true })).toHaveText(name)
      await page.goBack()
      await expect(file).toHaveText(name)
      await page.goForward()
      await expect(content).toContainText(`in ${name}`)
    })
}
