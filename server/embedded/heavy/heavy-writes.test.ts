import { expect, test } from 'vitest'
import { JsonText } from '../json.ts'
import { addRuns, byAnyone, numbers, RUNS, tags, withHeavyThings } from '../../testing/heavy-writing.ts'

// Which writes go to the thread, and how much one may bring.

const on = withHeavyThings()

test('small things are written without the thread', () => {
  for (const [name, input] of [
    ['deleteExperiment', { experiment_id: '0' }],
    ['createModel', { name: 'waves' }],
    ['deleteVersion', { name: 'tides', version: '1' }],
    ['logOutputs', { run_id: 'x', models: [] }],
  ] as const)
    expect(byAnyone(on.writer, name, input)).toBeUndefined()
})

test('what belongs to a model or version is counted in every table, and so are the tags of datasets', async () => {
  await on.call('createModel', { name: 'waves' })
  await on.db.write(() => {
    on.db.run(`INSERT INTO registered_model_tags ${numbers(1, 600)} SELECT 'waves', 'key ' || i, '' FROM n`)
    addRuns(on.db, RUNS + 1, RUNS + 1)
  })
  on.ran = []
  await on.call('renameModel', { name: 'waves', new_name: 'wave' })
  await on.call('createVersion', { name: 'wave', source: 's3://bucket/wave', tags: tags(600) })
  expect(on.db.get("SELECT count(*) AS count FROM model_version_tags WHERE name = 'wave'")).toEqual({ count: 600 })
  await on.call('deleteVersion', { name: 'wave', version: '1' })
  await on.call('deleteModel', { name: 'wave' })
  const dataset = { name: 'sea', digest: '1', source_type: 'local', source: '{}' }
  await on.call('logInputs', {
    run_id: (RUNS + 1).toString(16).padStart(32, '0'),
    datasets: [{ dataset, tags: tags(600) }],
  })
  expect(on.db.get('SELECT json_array_length(tags) AS count FROM dataset_inputs')).toEqual({ count: 600 })
  expect(on.db.all("SELECT name FROM model_versions WHERE name = 'wave'")).toEqual([])
  expect(on.ran.filter((sql) => /(registered_model|model_version|dataset)/.test(sql) && !/_texts/.test(sql))).toEqual(
    [],
  )
})

test('a webhook is deleted in the thread with its deliveries, if they are many', async () => {
  const http_url_spec = { url: 'https://93.184.216.34/hook' }
  const { webhook } = await on.call('createRegistryWebhook', { events: ['COMMENT_CREATED'], http_url_spec })
  await on.db.write(() =>
    on.db.run(
      `INSERT INTO webhook_deliveries (id, webhook, position, event, body, created, state, due, until)
       ${numbers(1, 600)} SELECT i, ?, i, 'COMMENT_CREATED', '{}', 1, 'delivered', 1, 1 FROM n`,
      webhook!.id,
    ),
  )
  on.ran = []
  await on.call('deleteRegistryWebhook', { id: webhook!.id })
  expect(on.ran).toEqual([])
  expect(on.db.all('SELECT id FROM webhook_deliveries')).toEqual([])
})

test('a long answer is written in the thread', async () => {
  const answer = await byAnyone(on.writer, 'createModel', { name: 'waves', tags: tags(600) })
  expect(answer).toBeInstanceOf(JsonText)
  expect(JSON.parse(answer!.text)).toMatchObject({ registered_model: { name: 'waves' } })
})

test('takes a body of 24 MB with an emoji in each text', async () => {
  await on.db.write(() => addRuns(on.db, RUNS + 1, RUNS + 1))
  const profile = `${'x'.repeat(45_000)}\u{1F600}`
  const datasets = Array.from({ length: 520 }, (_, at) => ({
    dataset: { name: 'sea', digest: `${at}`, source_type: 'local', source: '{}', profile },
  }))
  await on.call('logInputs', { run_id: (RUNS + 1).toString(16).padStart(32, '0'), datasets })
  expect(on.db.get('SELECT count(*) AS count FROM dataset_inputs')).toEqual({ count: 520 })
})

test('what turns out to have long tags or a long history is written in the thread, and else here', async () => {
  await on.call('createModel', { name: 'waves' })
  await on.call('createVersion', { name: 'waves', source: 's3://bucket/waves' })
  const { model } = await on.call('createLoggedModel', { experiment_id: '7', name: 'sea' })
  const model_id = model.info.model_id
  const isHere = async (write: () => Promise<unknown>) => {
    on.ran = []
    await write()
    return on.ran.some((sql) => /^\s*(UPDATE|INSERT|DELETE)/.test(sql) && !/_texts/.test(sql))
  }
  const version = { name: 'waves', version: '1' }
  const writes = [
    () => on.call('updateModel', { name: 'waves', description: 'High' }),
    () => on.call('updateVersion', { ...version, description: 'High' }),
    () => on.call('transitionStage', { ...version, stage: 'Staging', archive_existing_versions: false }),
    () => on.call('moveWorkspaceVersion', { ...version, stage: 'Production' }),
    () => on.call('setAlias', { ...version, alias: 'champion' }),
    () => on.call('deleteAlias', { name: 'waves', alias: 'champion' }),
    () => on.call('setLoggedModelTags', { model_id, tags: tags(1) }),
    () => on.call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' }),
  ]
  for (const write of writes) expect(await isHere(write)).toBe(true)

  const long = "'a long value' || hex(zeroblob(2000))"
  await on.db.write(() => {
    on.db.run(`INSERT INTO registered_model_tags ${numbers(1, 400)} SELECT 'waves', 'key ' || i, ${long} FROM n`)
    on.db.run(`INSERT INTO model_version_tags ${numbers(1, 400)} SELECT 'waves', 1, 'key ' || i, ${long} FROM n`)
    on.db.run(
      `INSERT INTO logged_model_metrics (model_id, run_id, key, value, timestamp, step)
       ${numbers(1, 10_001)} SELECT ?, '', 'loss', i, 0, i FROM n`,
      model_id,
    )
  })
  const { model_version } = await on.call('updateVersion', { ...version, description: 'Higher' })
  expect([model_version.description, model_version.tags?.length]).toEqual(['Higher', 400])
  const run_id = '1'.padStart(32, '0')
  const logged = { run_id, artifact_path: 'm', flavors: {}, utc_time_created: '' }
  await on.db.write(() => {
    const history = JSON.stringify([{ note: 'x'.repeat(1_000_000) }])
    on.db.run('INSERT INTO tags VALUES (?, ?, ?)', run_id, 'mlflow.log-model.history', history)
  })
  expect(await isHere(() => on.call('logModel', { run_id, model_json: JSON.stringify(logged) }))).toBe(false)
  expect(on.db.get('SELECT json_array_length(value) AS count FROM tags WHERE run_id = ?', run_id)).toEqual({ count: 2 })
  expect(await on.call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })).toMatchObject({
    model: { data: { metrics: { length: 10_001 } } },
  })
  on.ran = []
  const states = () => on.db.all('SELECT description, current_stage FROM model_versions WHERE name = ?', 'waves')
  expect(states()).toEqual([{ description: 'Higher', current_stage: 'Production' }])
  await on.call('transitionStage', { ...version, stage: 'Archived', archive_existing_versions: false })
  expect(states()).toEqual([{ description: 'Higher', current_stage: 'Archived' }])
})
