import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Spec } from './pool.ts'
import type { TestApp } from './app.ts'
import type { Row } from './reference.ts'

const list = (values: Record<string, string>) => Object.entries(values).map(([key, value]) => ({ key, value }))
const points = (values: Record<string, number>) => Object.entries(values).map(([key, value]) => ({ key, value }))
const sent = (value: number) => (Number.isNaN(value) ? 'NaN' : value)

/** Creates the rows of one kind through the API; sets only their times directly. */
export const worlds: Record<Grammar, (app: TestApp, specs: readonly Spec[]) => Promise<Row[]>> = {
  async experiments({ call, db }, specs) {
    const rows: Row[] = []
    const distinct = new Map(specs.map((spec) => [spec.name, spec]))
    for (const { name, tags } of distinct.values()) await call('createExperiment', { name, tags: list(tags) })
    for (const [at, { name, tags, times }] of [
      { name: 'Default', tags: {}, times: [1, 2] as const },
      ...distinct.values(),
    ].entries()) {
      await db.write(() =>
        db.run('UPDATE experiments SET creation_time = ?, last_update_time = ? WHERE experiment_id = ?', ...times, at),
      )
      const attributes = { name, experiment_id: `${at}`, creation_time: times[0], last_update_time: times[1] }
      rows.push({ id: `${at}`, attributes, numbers: { experiment_id: at }, tags })
    }
    return rows
  },

  async runs({ call }, specs) {
    const rows: Row[] = []
    for (const spec of specs) {
      const { name, other, status, times, end, metrics, params, tags, datasets } = spec
      const [start_time] = times
      const { run } = await call('createRun', {
        experiment_id: '0',
        run_name: name,
        user_id: other,
        start_time,
        tags: list(tags),
      })
      const { run_id, artifact_uri = '' } = run.info
      const state = (['RUNNING', 'FINISHED', 'FAILED'] as const)[status] ?? 'RUNNING'
      await call('updateRun', { run_id, status: state, ...(end === null ? {} : { end_time: end }) })
      const logged = points(metrics).map(({ key, value }) => ({ key, value: sent(value), timestamp: 1, step: 1 }))
      await call('logBatch', { run_id, metrics: logged, params: list(params) })
      const inputs = datasets.map((name) => ({ name, digest: `${name}1`, context: status === 0 ? 'x' : 'X' }))
      await call('logInputs', {
        run_id,
        datasets: inputs.map(({ name, digest, context }) => ({
          dataset: { name, digest, source_type: 's', source: 's' },
          tags: [{ key: 'mlflow.data.context', value: context }],
        })),
      })
      const attributes = {
        run_id,
        run_name: name,
        user_id: other,
        status: state,
        artifact_uri,
        start_time,
        end_time: end,
      }
      rows.push({ id: run_id, attributes, metrics: points(metrics), params, tags, datasets: inputs })
    }
    return rows
  },

  async models({ call, db }, specs) {
    const rows: Row[] = []
    for (const [at, { times, status, tags }] of specs.entries()) {
      const plain = (specs[at]?.name ?? '').replaceAll(/[/:']/g, '-')
      const name = rows.some(({ id }) => id === plain) ? `${plain}${at % 3}` : plain
      if (rows.some(({ id }) => id === name)) continue
      const all = status === 2 ? { ...tags, 'mlflow.prompt.is_prompt': at % 2 ? 'true' : 'false' } : tags
      await call('createModel', { name, tags: list(all) })
      for (let version = 1; version <= status; version += 1)
        if (status === 1) await call('createVersion', { name, source: 's3://b/x' })
      await db.write(() =>
        db.run(
          'UPDATE registered_models SET creation_timestamp = ?, last_updated_timestamp = ? WHERE name = ?',
          ...times,
          name,
        ),
      )
      const attributes = {
        name,
        version: status === 1 ? 1 : null,
        creation_timestamp: times[0],
        last_updated_timestamp: times[1],
      }
      rows.push({ id: name, attributes, tags: all })
    }
    return rows
  },

  async versions({ call, db }, specs) {
    const rows: Row[] = []
    const { run } = await call('createRun', { experiment_id: '0' })
    const made = new Map<string, number>()
    const prompts = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }]
    await call('createModel', { name: 'prompt', tags: prompts })
    await call('createVersion', { name: 'prompt', source: 'dummy-source', tags: prompts })
    for (const [at, { other, status, times, tags }] of specs.entries()) {
      const name = ['x', 'X', 'é', 'a b'][at % 4] ?? 'x'
      if (!made.has(name)) await call('createModel', { name })
      const version = (made.get(name) ?? 0) + 1
      made.set(name, version)
      const source = `s3://b/${other.startsWith('s3') ? other.slice(-1) : 'é'}`
      const run_id = status === 0 ? '' : run.info.run_id
      await call('createVersion', { name, source, run_id, tags: list(tags) })
      await db.write(() =>
        db.run(
          'UPDATE model_versions SET creation_timestamp = ?, last_updated_timestamp = ? WHERE name = ? AND version = ?',
          ...times,
          name,
          version,
        ),
      )
      const attributes = {
        name,
        version_number: version,
        source_path: source,
        run_id,
        creation_timestamp: times[0],
        last_updated_timestamp: times[1],
      }
      rows.push({ id: `${name}/${version}`, attributes, tags })
    }
    await db.write(() =>
      db.run(`UPDATE model_versions SET creation_timestamp = 1, last_updated_timestamp = 1 WHERE name = 'prompt'`),
    )
    const attributes = {
      name: 'prompt',
      version_number: 1,
      source_path: 'dummy-source',
      run_id: '',
      creation_timestamp: 1,
      last_updated_timestamp: 1,
    }
    return [...rows, { id: 'prompt/1', attributes, tags: { 'mlflow.prompt.is_prompt': 'true' } }]
  },

  async loggedModels({ call, db }, specs) {
    const rows: Row[] = []
    for (let at = 1; at <= 10; at += 1) await call('createExperiment', { name: `e${at}` })
    const { run } = await call('createRun', { experiment_id: '0' })
    const { run_id } = run.info
    for (const [at, { name: anyName, other, status, times, metrics, params, tags }] of specs.entries()) {
      const name = anyName.replaceAll(/[/:.%"']/g, '-')
      const experiment_id = `${[0, 2, 10][at % 3]}`
      const { model } = await call('createLoggedModel', {
        experiment_id,
        name,
        model_type: other,
        source_run_id: status === 0 ? '' : run_id,
        params: list(params),
        tags: list(tags),
      })
      const { model_id, artifact_uri = '' } = model.info
      await call('finalizeLoggedModel', { model_id, status })
      // An older point of the same metric, which filters find too but orders ignore.
      const older = at % 2 ? points(metrics).map(({ key }) => ({ key, value: 1 })) : []
      const all = [
        ...older.map((point) => ({ ...point, timestamp: 1 })),
        ...points(metrics).map((point) => ({ ...point, timestamp: 2 })),
      ]
      await call('logBatch', {
        run_id,
        metrics: all.map((point) => ({ ...point, value: sent(point.value), step: 1, model_id })),
      })
      await db.write(() =>
        db.run(
          'UPDATE logged_models SET creation_timestamp_ms = ?, last_updated_timestamp_ms = ? WHERE model_id = ?',
          ...times,
          model_id,
        ),
      )
      const attributes = {
        model_id,
        name,
        model_type: other,
        status: `${status}`,
        source_run_id: status === 0 ? '' : run_id,
        experiment_id,
        lifecycle_stage: 'active',
        artifact_location: artifact_uri,
        creation_timestamp_ms: times[0],
        last_updated_timestamp_ms: times[1],
      }
      rows.push({
        id: model_id,
        attributes,
        numbers: { experiment_id: Number(experiment_id), status },
        metrics: all,
        params,
        tags,
      })
    }
    return rows
  },
}
