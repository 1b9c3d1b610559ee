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
    // Its files may have to be copied.
    ['createVersion', { name: 'tides', source: 'file:///models/a', tags: tags(600) }],
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

test('a long answer is written in the thread', async () => {
  const answer = await byAnyone(on.writer, 'createModel', { name: 'waves', tags: tags(600) })
  expect(answer).toBeInstanceOf(JsonText)
  expect(JSON.parse(answer!.text)).toMatchObject({ registered_model: { name: 'waves' } })
})

test('takes a body of 32 MB with an emoji in each text', async () => {
  await on.db.write(() => addRuns(on.db, RUNS + 1, RUNS + 1))
  const profile = `${'x'.repeat(45_000)}\u{1F600}`
  const datasets = Array.from({ length: 700 }, (_, at) => ({
    dataset: { name: 'sea', digest: `${at}`, source_type: 'local', source: '{}', profile },
  }))
  await on.call('logInputs', { run_id: (RUNS + 1).toString(16).padStart(32, '0'), datasets })
  expect(on.db.get('SELECT count(*) AS count FROM dataset_inputs')).toEqual({ count: 700 })
})
