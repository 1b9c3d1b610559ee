import type { Hono } from 'hono'
import { invalid } from '#contract/errors.ts'
import type { Door } from '../../access/door.ts'
import type { Db } from '../../db.ts'
import { below, loggedModelRoot, runRoot, versionRoot } from '../../store/artifacts/artifact-owners.ts'
import { mountDirect } from './bytes-direct.ts'
import { download } from './bytes-download.ts'
import { mountProxy } from './bytes-proxy.ts'
import { queryValue } from './bytes-request.ts'
import { mountUpload } from './bytes-upload.ts'

/** Adds the routes that carry artifact bytes instead of JSON (docs/rest-contract.md §7.3, §7.4). `db`: where changed files are noted. */
export function mountBytes(app: Hono, door: Door, db: Db): void {
  app.get('/get-artifact', (c) => {
    const { db, artifacts } = door.contextOf(c)
    const root = runRoot(db, queryValue(c, 'run_id') || queryValue(c, 'run_uuid'))
    return download(c, artifacts, below(root, needed(queryValue(c, 'path'), 'path')))
  })
  app.get('/model-versions/get-artifact', (c) => {
    const { db, artifacts } = door.contextOf(c)
    const name = needed(queryValue(c, 'name'), 'name')
    const root = versionRoot(db, { name, version: needed(queryValue(c, 'version'), 'version') })
    return download(c, artifacts, below(root, needed(queryValue(c, 'path'), 'path')))
  })
  app.get('/ajax-api/2.0/mlflow/logged-models/:model_id/artifacts/files', (c) => {
    const { db, artifacts } = door.contextOf(c)
    const path = needed(queryValue(c, 'artifact_file_path'), 'artifact_file_path')
    return download(c, artifacts, below(loggedModelRoot(db, c.req.param('model_id')), path))
  })
  mountUpload(app, door, db)
  mountProxy(app, door, db)
  mountDirect(app, door)
}

function needed(value: string | undefined, name: string): string {
  if (value) return value
  throw invalid(
    `Missing value for required parameter '${name}'. See the API docs for more information about request parameters.`,
  )
}
