import { seedRun } from '../../testbed/artifacts.ts'
import { odd, files, withoutPicker, downloaded } from './artifact-files.ts'
import { expect, mlflow2, test } from '../fixtures.ts'
import { readZip } from './read-zip.ts'

// Files and folders are downloaded whole, under their own names.

function expectModelFolder(zip: Map<string, Buffer>, sent: Partial<ReturnType<typeof files>>) {
  const wanted = Object.entries(sent).filter(([path]) => path.startsWith('model/'))
  expect([...zip.keys()].toSorted()).toEqual(wanted.map(([path]) => path.slice(6)).toSorted())
  for (const [path, body] of wanted) expect(zip.get(path.slice(6))?.equals(Buffer.from(body)), path).toBe(true)
}

test(
  'downloads a folder as a zip with every file, byte for byte',
  { tag: mlflow2 },
  async ({ page, call, server, unique }) => {
    const sent = files()
    const run = await seedRun(call, server.url, unique('e'), sent)
    await withoutPicker(page)
    await page.goto(`runs/${run.run_id}/artifacts/model`)
    const { name, bytes } = await downloaded(page, page.getByRole('button', { name: 'Download as zip' }))
    expect(name).toBe('model.zip')
    expectModelFolder(readZip(bytes), sent)
    await expect(page.getByText('Downloaded model.zip: 3 files')).toBeVisible()
  },
)

test('streams the zip to disk if the browser can', async ({ page, call, server, unique }) => {
  const sent = files()
  const run = await seedRun(call, server.url, unique('e'), sent)
  // The browser's own dialog can't be automated, so a file in the page's private storage replaces its result.
  await page.addInitScript(() => {
    Object.defineProperty(window, 'showSaveFilePicker', {
      value: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    })
  })
  await page.goto(`runs/${run.run_id}/artifacts/model`)
  await page.getByRole('button', { name: 'Download as zip' }).click()
  await expect(page.getByText('Downloaded model.zip: 3 files')).toBeVisible()
  const base64 = await page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('model.zip')
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  expectModelFolder(readZip(Buffer.from(base64, 'base64')), sent)
})

test('a running zip shows its progress, continues on other pages, and can be canceled', async ({
  page,
  call,
  server,
  unique,
}) => {
  const run = await seedRun(call, server.url, unique('e'), files())
  await withoutPicker(page)
  // Hold back one file, since the server answers too fast to watch.
  await page.route('**/get-artifact?*', (route) =>
    route.request().url().includes('empty') ? undefined : route.continue(),
  )
  await page.goto(`runs/${run.run_id}/artifacts/model`)
  await page.getByRole('button', { name: 'Download as zip' }).click()
  const progress = page.getByRole('group', { name: 'Download of model.zip' })
  await expect(progress).toContainText('2 of 3 files, 300 kB of 300 kB')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await page.getByRole('tab', { name: 'Artifacts' }).click()
  await progress.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled the download of model.zip')).toBeVisible()
  await expect(progress).toBeHidden()
})

test.describe('when a file and a folder cannot be read', () => {
  test.use({ allowedStatuses: [500] })

  test('the zip has all other files, and lists them', async ({ page, call, server, unique }) => {
    const sent = files()
    const run = await seedRun(call, server.url, unique('e'), sent)
    await withoutPicker(page)
    const broken = { status: 500, json: { error_code: 'INTERNAL_ERROR', message: 'the disk is on fire' } }
    await page.route('**/get-artifact?*a+b.txt*', (route) => route.fulfill(broken))
    await page.route('**/artifacts/list?*deep%2Fer*', (route) => route.fulfill(broken))
    await page.goto(`runs/${run.run_id}/artifacts/model`)
    const { bytes } = await downloaded(page, page.getByRole('button', { name: 'Download as zip' }))
    const zip = readZip(bytes)
    const list = zip.get('FILES-LEFT-OUT.txt')?.toString()
    expect(list).toContain('a b.txt: the disk is on fire')
    expect(list).toContain('data/deep/er/: the disk is on fire')
    zip.delete('FILES-LEFT-OUT.txt')
    expectModelFolder(zip, { [`model/data/${odd}`]: sent[`model/data/${odd}`] })
    await expect(
      page.getByText('Downloaded model.zip: 1 file. Could not read 1 file and 1 folder: see FILES-LEFT-OUT.txt'),
    ).toBeVisible()
  })
})

test('a downloaded file keeps its name and its bytes', { tag: mlflow2 }, async ({ page, call, server, unique }) => {
  const sent = files()
  const run = await seedRun(call, server.url, unique('e'), sent)
  await page.goto(`runs/${run.run_id}/artifacts/model/data/${encodeURIComponent(odd)}`)
  const { name, bytes } = await downloaded(page, page.getByRole('link', { name: 'Download', exact: true }))
  expect(name).toBe(odd)
  expect(bytes.equals(Buffer.from(sent[`model/data/${odd}`] ?? ''))).toBe(true)
})
