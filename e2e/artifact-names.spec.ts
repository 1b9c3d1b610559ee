import { seedRun } from './artifacts.ts'
import { expect, test } from './fixtures.ts'

// mission.md D4: any path. A file is found under whatever name it has, by clicks, by its address, and by Back.

const names = [
  'a b.txt',
  '100%.txt',
  'a%20b.txt',
  'a%2Fb.txt',
  'c#1.txt',
  'q?x=1&y=2.txt',
  `it's "quoted".txt`,
  '+plus; semicolon, comma.txt',
  'Zürich – 漢字 🎉.txt',
  'نموذج عربي.txt',
  `${'long '.repeat(39)}.txt`,
]
const deep = 'a/b/c/d/e/f/g/h/i/j/deep.txt'

test('files of any name, in folders of any name and depth, are opened by clicks, address and Back', async ({
  page,
  call,
  server,
  unique,
}) => {
  test.slow()
  const paths = [...names.map((name) => `${name.replace('.txt', '')}/${name}`), deep]
  const run = await seedRun(
    call,
    server.url,
    unique('e'),
    Object.fromEntries(paths.map((path) => [path, `in ${path}`])),
  )
  await page.goto(`runs/${run.run_id}/artifacts`)
  const rows = page.getByRole('tree', { name: 'Artifacts' })
  const content = page.getByRole('group', { name: 'Content' })
  for (const path of paths.filter((path) => path !== deep))
    await test.step(path, async () => {
      const [folder = '', file = ''] = path.split('/')
      await rows.getByRole('treeitem', { name: folder, exact: true }).click()
      await rows.getByRole('treeitem', { name: file, exact: true }).click()
      await expect(content).toContainText(`in ${path}`)
      await page.reload()
      await expect(content).toContainText(`in ${path}`)
      await expect(rows.getByRole('treeitem', { selected: true })).toHaveText(file)
      await page.goBack()
      await expect(page.getByRole('list', { name: 'Files' }).getByRole('link')).toHaveText(file)
      await page.goBack()
      await page.goForward()
      await expect(page.getByRole('list', { name: 'Files' }).getByRole('link')).toHaveText(file)
    })
  await page.goto(`runs/${run.run_id}/artifacts/${deep}`)
  await expect(content).toContainText(`in ${deep}`)
  await expect(rows.getByRole('treeitem', { name: 'j', exact: true })).toHaveAttribute('aria-level', '10')
})
