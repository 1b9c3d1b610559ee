import { seedRun } from '../../testbed/artifacts.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { openRegisterDialog, seedModelRun } from './register-dialog.ts'

// Register models from the artifacts of a run.

test(
  'says what is worth knowing before it registers a logged model, and shows the version in the pane',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const { model_id } = await seedModelRun(call, server.url, unique('e'))
    const { artifact_uri = '' } = (await call('getLoggedModel', { model_id })).model.info
    const folder = artifact_uri.replace(/^mlflow-artifacts:\/+/, '')
    for (const [file, body] of [
      ['requirements.txt', 'scikit-learn>=1.9\n'],
      ['model.pkl', '<img src=x>'],
    ] as const)
      await fetch(`${server.url}api/2.0/mlflow-artifacts/artifacts/${folder}/${file}`, { method: 'PUT', body })
    const name = unique('it’s "100%"')
    const dialog = await openRegisterDialog(page, model_id, name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    for (const said of [
      'MLflow model (sklearn)',
      /Size\s*\d+ B/,
      'No signature',
      'No input example',
      'Without exact versions: scikit-learn',
      'Pickles: model.pkl',
    ])
      await expect(dialog).toContainText(said)
    await dialog.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('list', { name: 'Registered versions' }).getByRole('link')).toHaveText(
      `${name} version 1`,
    )
    const { model_version } = await call('getVersion', { name, version: '1' })
    expect(model_version.source).toBe(`models:/${model_id}`)
    expect(model_version.current_stage).toBe('None')
    await page.getByRole('button', { name: 'Register model' }).last().click()
    await expect(page.getByRole('dialog')).toContainText(`${name} version 1 already`)
  },
)

test('shows the newest version of an existing model without promising a number, and the rule for a bad name', async ({
  page,
  call,
  server,
  unique,
}) => {
  const { model_id } = await seedModelRun(call, server.url, unique('e'))
  const name = unique('taken')
  await call('createModel', { name })
  for (let made = 0; made < 2; made++) await call('createVersion', { name, source: `models:/${model_id}`, model_id })
  await call('deleteVersion', { name, version: '2' })
  const dialog = await openRegisterDialog(page, model_id, name.slice(0, -1))
  await page.getByRole('option', { name, exact: true }).click()
  const outcome = 'This will be the next version, after 1. No version in Production.'
  await expect(dialog).toContainText(outcome)
  // Typed in full, the version is shown too, without a list of this one name on top.
  await dialog.getByLabel('Model name').fill(name.slice(0, -1))
  await expect(page.getByRole('option', { name, exact: true })).toBeVisible()
  await dialog.getByLabel('Model name').fill(name)
  await expect(dialog).toContainText(outcome)
  await expect(page.getByRole('option')).toBeHidden()
  await dialog.getByLabel('Model name').fill('a/b')
  await expect(dialog).toContainText('Names cannot contain “/” or “:”.')
  const register = dialog.getByRole('button', { name: 'Register', exact: true })
  await expect(register).toBeDisabled()
  await dialog.getByLabel('Model name').fill(name)
  await register.click()
  await expect(page.getByRole('link', { name: 'version 3', exact: true })).toBeVisible() // 2 is not reused
})

test(
  'finds a model by its exact name among more matches than a page holds',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const { model_id } = await seedModelRun(call, server.url, unique('e'))
    const name = unique('zz')
    await Promise.all([
      call('createModel', { name }),
      ...Array.from({ length: 100 }, (_, index) => call('createModel', { name: `zy${index} ${name}` })),
    ])
    const dialog = await openRegisterDialog(page, model_id, name)
    await expect(dialog.getByLabel('Model name')).toHaveAccessibleDescription('This model has no versions.')
    await expect(page.getByRole('option', { name: /^Create new model/ })).toBeHidden()
  },
)

test(
  'registers into a picked model by its exact name, and trims a new name',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const { model_id } = await seedModelRun(call, server.url, unique('e'))
    const word = unique('café')
    const lookAlikes = [word, `${word} `, ` ${word}`, word.normalize('NFD')]
    for (const name of lookAlikes) await call('createModel', { name })
    const register = async (name: string) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
      const { model_version } = await call('getVersion', { name, version: '1' })
      expect(model_version.source).toBe(`models:/${model_id}`)
      // Its page is that of exactly this name too.
      await page.getByRole('link', { name: 'version 1', exact: true }).click()
      await expect(page).toHaveURL(new RegExp(`${encodeURIComponent(name).replace(/[()]/g, '\\$&')}/versions/1$`))
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name.trim())
    }
    await openRegisterDialog(page, model_id, word)
    await page.getByRole('option', { name: `“${word} ”`, exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText(`The model “${word} ”. This model has no versions.`)
    await register(`${word} `)
    // Typed in full, it is that model too.
    const dialog = await openRegisterDialog(page, model_id, ` ${word}`)
    await expect(dialog).toContainText(`The model “ ${word}”.`)
    await register(` ${word}`)
    await openRegisterDialog(page, model_id, word.slice(-8)) // has no accent
    await page.getByRole('option', { name: /\\u\{301\}/ }).click()
    await register(word.normalize('NFD'))
    expect((await call('getModel', { name: word })).registered_model.latest_versions ?? []).toEqual([])
    const fresh = unique('fresh')
    await openRegisterDialog(page, model_id, `  ${fresh} `)
    await expect(page.getByRole('dialog')).toContainText(
      `Creates the new model “${fresh}” with this as its first version.`,
    )
    await register(fresh)
  },
)

test('at the root of a run’s artifacts its models are proposed before the whole folder', async ({
  page,
  call,
  server,
  unique,
}) => {
  const { run_id, model_id } = await seedModelRun(call, server.url, unique('e'))
  const button = page.getByRole('button', { name: 'Register model' })
  await page.goto(`runs/${run_id}/artifacts`)
  await expect(page.getByRole('heading', { level: 2, name: 'All artifacts' })).toBeVisible()
  await button.click()
  const what = page.getByRole('dialog').getByRole('combobox', { name: 'What to register' })
  await expect(what).toHaveText('forest')
  await expect(page.getByRole('dialog')).toContainText(`models:/${model_id}`)
  await what.click()
  await expect(page.getByRole('option')).toHaveText(['forest', 'all artifacts'])
  await page.keyboard.press('Escape')
  // What an old client logs into a folder is proposed before that folder.
  const history = JSON.stringify([{ artifact_path: 'notes/model' }, { artifact_path: 'notes2/model' }])
  await call('setRunTag', { run_id, key: 'mlflow.log-model.history', value: history })
  await page.goto(`runs/${run_id}/artifacts/notes`)
  await expect(page.getByRole('heading', { level: 2, name: 'notes' })).toBeVisible()
  await button.click()
  await expect(what).toHaveText('notes/model')
  await what.click()
  await expect(page.getByRole('option')).toHaveText(['notes/model', 'notes'])
})

test(
  'registers a folder whose name ends in a space, and the version has its files',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('folders')
    const files = { 'model/a.txt': 'short', 'model /b.txt': 'spaced', 'model /weights.pt': 'pickled' }
    const { run_id } = await seedRun(call, server.url, name, files)
    await page.goto(`runs/${run_id}/artifacts/model%20`)
    await page.getByRole('button', { name: 'Register model' }).last().click()
    for (const said of ['A plain folder, not an MLflow model', /Size\s*13 B/, 'Pickles: weights.pt'])
      await expect(page.getByRole('dialog')).toContainText(said)
    await page.getByRole('combobox', { name: 'Model name' }).fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.goto(`models/${encodeURIComponent(name)}/versions/1/artifacts`)
    await expect(page.getByRole('treeitem', { name: 'b.txt' })).toBeVisible()
    await expect(page.getByRole('treeitem', { name: 'a.txt' })).toBeHidden()
  },
)

test.describe('when the server refuses the search for the name, and the version after its model was made', () => {
  test.use({ allowedStatuses: [400] })

  test('says so, waits for the search, and retrying only creates the version', async ({
    page,
    call,
    server,
    unique,
  }) => {
    const { model_id } = await seedModelRun(call, server.url, unique('e'))
    const name = unique('half')
    // Faked answers, because the dialog never sends what the server would refuse.
    const refusal = { error_code: 'INVALID_PARAMETER_VALUE', message: 'not today' }
    await page.route('**/model-versions/create', (route) => route.fulfill({ status: 400, json: refusal }), { times: 1 })
    const isSearch = ({ pathname, searchParams }: URL) =>
      pathname.endsWith('registered-models/search') && (searchParams.get('filter') ?? '').includes(name)
    await page.route(isSearch, (route) => route.fulfill({ status: 400, json: refusal }), { times: 1 })
    const dialog = await openRegisterDialog(page, model_id, name)
    const button = dialog.getByRole('button', { name: 'Register', exact: true })
    await expect(dialog.getByRole('alert')).toContainText('The registered models could not be loaded')
    await expect(button).toBeDisabled() // the name may be one of theirs
    await dialog.getByRole('button', { name: 'Retry' }).click()
    await button.click()
    await expect(dialog.getByRole('alert')).toContainText('created, but not its version')
    await expect(dialog.getByRole('alert')).toContainText('not today')
    await expect(dialog.getByLabel('Model name')).toHaveValue(name)
    await button.click()
    await expect(dialog).toBeHidden()
    expect((await call('getVersion', { name, version: '1' })).model_version.status).toBe('READY')
  })
})

test('says at the bottom, not beside the name, that the server is unreachable, and keeps what was typed', async ({
  page,
  call,
  server,
  unique,
}) => {
  const { model_id } = await seedModelRun(call, server.url, unique('e'))
  const name = unique('away')
  await page.setViewportSize({ width: 390, height: 640 })
  const dialog = await openRegisterDialog(page, model_id, name)
  await page.getByRole('option', { name: `Create new model "${name}"` }).click()
  await dialog.getByRole('button', { name: 'Add a description, tags, an alias or a stage' }).click()
  await page.route('**/registered-models/create', (route) => route.abort(), { times: 1 })
  const button = dialog.getByRole('button', { name: 'Register', exact: true })
  await expect(button).toBeInViewport({ ratio: 1 })
  await button.click()
  await expect(dialog.getByRole('alert')).toContainText('Not registered')
  await expect(dialog.getByRole('alert')).toBeInViewport({ ratio: 1 })
  await expect(dialog.getByRole('alert')).toContainText('The server cannot be reached.')
  await expect(dialog.getByLabel('Model name')).toHaveAccessibleDescription(
    'Creates a new model with this as its first version.',
  )
  await expect(dialog.getByLabel('Model name')).toHaveValue(name)
  await button.click()
  await expect(dialog).toBeHidden()
  expect((await call('getVersion', { name, version: '1' })).model_version.status).toBe('READY')
})

test(
  'registers a version with description, tags, alias and stage',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const { model_id } = await seedModelRun(call, server.url, unique('e'))
    const name = unique('whole')
    const dialog = await openRegisterDialog(page, model_id, name)
    await dialog.getByRole('button', { name: 'Add a description, tags, an alias or a stage' }).click()
    await dialog.getByLabel('Version description').fill('From the *first* run.')
    const tags = dialog.getByRole('group', { name: 'Tags' })
    await dialog.getByLabel('Version description').press('Tab')
    await page.keyboard.type('validated true')
    // Nothing can be sent before the server has said whether the model exists.
    await expect(dialog.getByRole('button', { name: 'Register', exact: true })).toBeEnabled()
    await page.keyboard.press('Enter') // refused beside its row
    const value = tags.getByLabel('Value of tag 1')
    await expect(value).toHaveAccessibleDescription('“validated true” needs a value.')
    await expect(value).toBeFocused()
    await page.keyboard.type('soon')
    await page.keyboard.press('Tab')
    await tags.getByRole('button', { name: 'Remove tag validated true' }).press('Enter')
    await expect(tags.getByLabel('Key of tag 1')).toBeFocused()
    await expect(tags.getByLabel('Key of tag 1')).toHaveValue('')
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', text)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, ' team = rides \nreviewed by=me=you\n')
    await expect(tags.getByLabel('Value of tag 2')).toHaveValue('me=you')
    await expect(tags.getByLabel('Key of tag 3')).toBeFocused()
    await dialog.getByLabel('Alias').fill(' @challenger ')
    await expect(dialog.getByLabel('Alias')).toHaveAccessibleDescription('Saved as @challenger.')
    await dialog.getByLabel('Move to Staging after registering').check()
    await dialog.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect
      .poll(async () => {
        const { model_version } = await call('getVersion', { name, version: '1' })
        // PostgreSQL gives them in the order of writing.
        return { ...model_version, tags: model_version.tags?.toSorted((a, b) => a.key.localeCompare(b.key)) }
      })
      .toMatchObject({
        description: 'From the *first* run.',
        current_stage: 'Staging',
        aliases: ['challenger'],
        tags: [
          { key: 'reviewed by', value: 'me=you' },
          { key: 'team', value: 'rides' },
        ],
      })
  },
)

test('walks the tree by keyboard', async ({ page, call, server, unique }) => {
  const { model_id } = await seedModelRun(call, server.url, unique('e'))
  await page.goto(`logged-models/${model_id}/artifacts`)
  const file = page.getByRole('treeitem', { name: 'MLmodel' })
  await expect(file).toBeVisible()
  await page.getByLabel('Filter artifacts by name').press('ArrowDown')
  await expect(file).toBeFocused()
  await file.press('Enter')
  await expect(page).toHaveURL(/artifacts\/MLmodel$/)
  await expect(page.getByRole('main')).toContainText('sklearn 1.9.1')
})
