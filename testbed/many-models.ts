import { DatabaseSync } from 'node:sqlite'
import { modelName } from './thousand.ts'

/**
 * Adds the models `from` … `to` - 1 of `testbed/thousand.ts` to a running MLflow, in its database: over REST, each takes 50 ms. An embedded
 * backend takes them over REST, because it writes more with each.
 */
export function addModelsToMlflow(file: string, from: number, to: number): void {
  const db = new DatabaseSync(file, { timeout: 60_000 })
  const insert = (into: string, columns: readonly string[]) =>
    db.prepare(`INSERT INTO ${into} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  const models = insert('registered_models', ['name', 'creation_time', 'last_updated_time', 'description'])
  const tags = insert('registered_model_tags', ['name', 'key', 'value'])
  const version = ['name', 'version', 'creation_time', 'last_updated_time', 'description', 'current_stage', 'source']
  const versions = insert('model_versions', [...version, 'run_id', 'run_link', 'status', 'storage_location'])
  const aliases = insert('registered_model_aliases', ['name', 'alias', 'version'])
  db.exec('PRAGMA synchronous = OFF; BEGIN IMMEDIATE')
  for (let index = from; index < to; index++) {
    const [name, now] = [modelName(index), Date.now()]
    const source = `s3://bucket/${name}`
    models.run(name, now, now, `Model ${index}`)
    tags.run(name, 'team', `team-${index % 10}`)
    versions.run(name, 1, now, now, '', index % 2 === 0 ? 'Production' : 'None', source, '', '', 'READY', source)
    aliases.run(name, 'champion', 1)
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}
