import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { NAME_HEADER } from '../../contract/review-paths.ts'
import { clientWith } from '../../testbed/accounts.ts'
import { downloaded } from '../artifacts/artifact-files.ts'
import { axeFinds } from '../every-page/axe.ts'
import { press, tabTo } from '../every-page/by-keyboard.ts'
import { without } from '../every-page/paper.ts'
import { pdfText } from '../every-page/pdf-text.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { inShell } from '../shell.ts'
import { seedVersion } from './seed-changes.ts'

// What an auditor keeps of a version: one file that opens anywhere and says what the pages say.

const hostile = '<img src=x onerror="window.name=1"><script>window.name=2</script>'

test(
  'a version is saved as one file, which opens without a server and holds hostile texts as text',
  { tag: mlflow3 },
  async ({ page, call, server, unique, browser, backend }, testInfo) => {
    const name = unique('dossier')
    await call('createModel', { name, description: `## Purpose\n\nFor riders ${hostile}` })
    const files = { MLmodel: 'flavors:\n  python_function: {}\n', 'notes.txt': `first\n` }
    await seedVersion(call, server.url, name, { metrics: { rmse: 5 }, params: { depth: '3' }, files })
    await seedVersion(call, server.url, name, {
      metrics: { rmse: 4 },
      params: { depth: hostile },
      files: { ...files, 'notes.txt': `second ${hostile}\n` },
      description: hostile,
    })
    const { run_id = '' } = (await call('getVersion', { name, version: '2' })).model_version
    await call('logMetric', { run_id, key: 'rmse', value: 9, step: 1, timestamp: Date.now() })
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('createComment', { name, version: '2', comment: `Looks good ${hostile}` })
    // As the operator does in the shell: in front of MLflow with one account for everybody, nobody else may.
    const rules = testInfo.outputPath('rules.json')
    await writeFile(
      rules,
      JSON.stringify([
        { target: 'Production', approvals: 2, card: ['purpose', 'owner'], signature: true, own_approval: true },
      ]),
    )
    // Any address tells the command that the data is that of a server in front of MLflow.
    const env = backend === 'embedded' ? {} : { MLFLOW_TRACKING_URI: 'http://mlflow.example' }
    const set = ['policy', 'set', name, '--file', rules, '--data', server.data]
    expect(await inShell(set, env)).toEqual({ status: 0, printed: `Policy of '${name}' changed.` })
    const move = { name, version: '2', stage: 'Production', comment: `Please ${hostile}` }
    await call('createTransitionRequest', move)
    await expect(call('approveTransitionRequest', move)).rejects.toMatchObject({ status: 409 }) // it has no signature, and no owner
    const rejected = { name, version: '2', stage: 'Staging' }
    await call('createTransitionRequest', rejected)
    const asMira = clientWith(server.url, { [NAME_HEADER]: 'Mira' })
    await asMira('rejectTransitionRequest', { ...rejected, comment: `Not before the audit ${hostile}` })

    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await press(page, 'Dossier…')
    const dialog = page.getByRole('dialog', { name: 'Dossier of version 2' })
    await expect(dialog.getByRole('status')).toHaveText('Everything has been read.')
    await expect(dialog).toContainText('Compared with version 1.')
    await dialog.getByRole('combobox', { name: 'Metrics' }).selectOption('Best')
    const save = dialog.getByRole('button', { name: 'Save HTML' })
    await tabTo(page, save)
    const saved = await downloaded(page, save, () => page.keyboard.press('Enter'))
    await expect(dialog).toBeHidden()
    expect(saved.name).toBe(`${name} version 2.html`)

    const file = testInfo.outputPath('dossier.html')
    await writeFile(file, saved.bytes)
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 390, height: 800 } })
    try {
      const dossier = await context.newPage()
      const asked: string[] = []
      dossier.on('request', (request) => asked.push(request.url()))
      await dossier.goto(pathToFileURL(file).href)
      expect(asked).toEqual([pathToFileURL(file).href])
      await expect(dossier.getByRole('heading', { level: 1 })).toHaveText(`${name} version 2`)
      await expect(dossier.getByRole('table', { name: 'Metrics' })).toContainText(
        /rmse, best.*5.*4.*−1 \(−20%\) better/s,
      )
      await expect(dossier.getByRole('table', { name: 'Parameters' })).toContainText(hostile)
      await expect(dossier.getByRole('region', { name: 'Descriptions' })).toContainText(`For riders ${hostile}`)
      await expect(dossier.getByRole('table', { name: 'Decisions and history' })).toContainText(`Looks good ${hostile}`)
      await expect(dossier.locator('pre')).toContainText(`+second ${hostile}`)
      await expect(dossier.getByRole('table', { name: 'Stages' })).toContainText('Production')
      const hash = createHash('sha256').update(`second ${hostile}\n`).digest('hex')
      await expect(dossier.getByRole('row', { name: 'notes.txt' })).toContainText(hash)
      const policy = dossier.getByRole('table', { name: 'Policy' }).getByRole('row', { name: 'Production' })
      await expect(policy).toContainText(
        '2 approvals, including of one’s own request, “Purpose” and “Owner” in the model card, a signature',
      )
      await expect(policy).toContainText(
        'Needs “Owner” in the model card, a signature and 2 approvals (0 so far). Approved by nobody.',
      )
      const { approvals } = await call('getEvidence', { name, version: '2' })
      await expect(policy).toContainText(`SHA-256 ${approvals['Production']}`)
      const history = dossier.getByRole('table', { name: 'Decisions and history' })
      await expect(history.getByRole('row', { name: /asked to move it to Production/i })).toContainText(
        `Please ${hostile}`,
      )
      const rejection = history.getByRole('row', { name: /rejected the request to move it to Staging/i })
      await expect(rejection).toContainText('Mira')
      await expect(rejection).toContainText(`Not before the audit ${hostile}`)
      const paper = pdfText(await dossier.pdf()).join('')
      for (const text of [hash, approvals['Production']!, 'Needs “Owner”', `Looks good ${hostile}`, 'For riders'])
        expect(paper).toContain(without(text))
      await expect(dossier.getByRole('table', { name: 'About this dossier' })).toContainText(
        server.url.replace(/\/$/, ''),
      )
      const { wide, name: ran } = await dossier.evaluate(() => ({
        wide: document.documentElement.scrollWidth > window.innerWidth,
        name: window.name,
      }))
      expect([wide, ran]).toEqual([false, ''])
      for (const [colorScheme, background] of [
        ['dark', 'rgb(22, 24, 29)'],
        ['light', 'rgba(0, 0, 0, 0)'],
      ] as const) {
        await dossier.emulateMedia({ colorScheme })
        await expect(dossier.locator('body')).toHaveCSS('background-color', background)
        expect(await axeFinds(dossier), colorScheme).toEqual([])
      }
    } finally {
      await context.close()
    }
  },
)

test.describe('when a file cannot be read', () => {
  test.use({ allowedStatuses: [403] })

  test('the dossier is saved without what cannot be read', async ({ page, call, server, unique }) => {
    const name = unique('dossier')
    await call('createModel', { name })
    for (const text of ['first\n', 'other\n'])
      await seedVersion(call, server.url, name, {
        files: { MLmodel: 'flavors:\n  python_function: {}\n', 'notes.txt': text },
      })
    // The file has one size in both versions, so its bytes are compared.
    const denied = { status: 403, json: { error_code: 'PERMISSION_DENIED', message: 'not for you' } }
    await page.route(/get-artifact\?.*notes\.txt/, (route) => route.fulfill(denied))
    await page.route(/modelshelf\/evidence/, (route) => route.fulfill(denied))
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await page.getByRole('button', { name: 'Dossier…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Dossier of version 2' })
    await expect(dialog.getByRole('status')).toHaveText('Everything else has been read.')
    await expect(dialog.getByRole('alert')).toContainText('The hashes of the files could not be read: not for you')
    const saved = await downloaded(page, dialog.getByRole('button', { name: 'Save HTML' }))
    expect(saved.bytes.toString()).toContain('Same size')
    expect(saved.bytes.toString()).toMatch(/Not in this dossier: .*The hashes of the files could not be read/)
  })
})
