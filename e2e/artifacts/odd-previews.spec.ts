import { folderOf } from '../../testbed/artifacts.ts'
import { expect } from '../fixtures.ts'
import { look, open } from '../every-page/look-at.ts'
import { parquet } from '../seeds/sample-files.ts'

// Broken, mislabelled, long and vanished artifacts say what is wrong, and are shown as far as possible.

look('what is not what its name says is told so, and shown as it is', async ({ page, files }) => {
  const binary = Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 1])
  const cut = parquet().slice(0, 400)
  const run = await files({
    'a.txt': 'x',
    'binary.csv': binary,
    'binary.json': binary,
    'cut.parquet': cut,
    'no.pdf': 'plain words',
    'no.png': 'plain words',
    'cut.json': '{"a": [1, 2',
    'cut.ipynb': '{"cells": [',
    'odd.csv': 'a,b\n1\n"2,3\n',
  })
  const alert = page.getByRole('alert')
  const bytes = page.getByRole('group', { name: 'First bytes' })
  const text = page.getByRole('group', { name: 'Content' })
  for (const [name, said, shown] of [
    ['binary.csv', 'Not a .csv file', bytes],
    ['binary.json', 'binary data: Zip archive', bytes],
    ['cut.parquet', 'Cannot read this Parquet file', bytes],
    ['no.pdf', 'Not a PDF document', text],
    ['no.png', 'The browser cannot show this file', text],
    ['cut.json', 'Not valid JSON', text],
    ['cut.ipynb', 'Cannot read this notebook', text],
    ['odd.csv', 'Some rows could not be read cleanly', page.getByRole('table')],
  ] as const) {
    await open(page, run, name)
    await expect(alert).toContainText(said)
    await expect(shown).toBeVisible()
  }
})

look('of a long text the first part is there at once, and the rest on request', async ({ page, files }) => {
  const lines = Array.from({ length: 100_000 }, (_, line) => `${line} ${'x'.repeat(45)}`)
  await files({ 'train.log': lines.join('\n') })
  await expect(page.getByRole('alert')).toContainText('The first 524 kB of 5.19 MB.')
  const content = page.getByRole('group', { name: 'Content' })
  await expect(content).toContainText('0 xxx')
  await page.getByRole('button', { name: 'Load the rest' }).click()
  await expect(content).toContainText('99999 xxx')
  await expect(page.getByRole('alert')).toBeHidden()
})

look.describe('an MLmodel file', () => {
  look.use({ allowedStatuses: [416] }) // no range of an empty file can be satisfied

  look('is the model it describes, and its text; a broken one says what is wrong', async ({ page, files }) => {
    const run = await files({
      'model/MLmodel': 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n',
      'bad/MLmodel': 'flavors: [unclosed\n  python: {',
      'words/MLmodel': 'only words',
      'empty/MLmodel': '',
    })
    await expect(page.getByText('sklearn 1.9.1')).toBeVisible()
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await expect(page.getByRole('group', { name: 'Content' })).toContainText('sklearn: {sklearn_version: 1.9.1}')
    for (const [folder, said] of [
      ['bad', 'YAML could not be read'],
      ['words', 'The file has no fields.'],
      ['empty', 'The file has no fields.'],
    ] as const)
      for (const path of [folder, `${folder}/MLmodel`]) {
        await open(page, run, path)
        await expect(page.getByRole('alert')).toContainText(said)
      }
  })
})

look.describe('a file that vanished', () => {
  look.use({ allowedStatuses: [404, 500] })

  look('is told in its place, whatever its kind, and can be asked for again', async ({ page, files, server }) => {
    const run = await files({ 'a.txt': 'x', 'here.txt': 'still here' })
    await expect(page.getByRole('treeitem', { name: 'here.txt' })).toBeVisible()
    const stored = `${folderOf(run.artifact_uri)}/here.txt`
    const address = `${server.url}api/2.0/mlflow-artifacts/artifacts/${stored}`
    expect((await fetch(address, { method: 'DELETE' })).ok).toBe(true)
    await page.getByRole('treeitem', { name: 'here.txt' }).click()
    await expect(page.getByRole('alert')).toContainText('The file could not be loaded')
    await fetch(address, { method: 'PUT', body: 'back again' })
    await page.getByRole('button', { name: 'Retry' }).click()
    await expect(page.getByRole('group', { name: 'Content' })).toContainText('back again')
    await open(page, run, 'gone/away.txt')
    await expect(page.getByText('Nothing found at “gone/away.txt”')).toBeVisible()
    await page.getByRole('link', { name: 'Show all artifacts' }).click()
    await expect(page.getByRole('list', { name: 'Files' })).toContainText('a.txt')
  })
})
