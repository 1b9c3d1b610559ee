import type { Hono } from 'hono'
import type { Context } from '../context.ts'
import { download } from './bytes-download.ts'
import { bodyOf, pathAfter, queryValue } from './bytes-request.ts'

const FILES = '/2.0/mlflow-artifacts/artifacts/'

/** Adds MLflow's artifact proxy under /api and /ajax-api, by which its Python client reads and writes (docs/rest-contract.md §7.4). */
export function mountProxy(app: Hono, { artifacts }: Context): void {
  for (const api of ['/api', '/ajax-api']) {
    app.get(`${api}/2.0/mlflow-artifacts/artifacts`, async (c) => {
      const files = await artifacts.list(queryValue(c, 'path') ?? '')
      return c.json(files.length > 0 ? { files } : {})
    })
    app.get(`${api}${FILES}*`, (c) => download(c, artifacts, pathAfter(c, FILES)))
    app.put(`${api}${FILES}*`, async (c) => {
      const { body, length } = bodyOf(c)
      await artifacts.put(pathAfter(c, FILES), body, length)
      return c.body(null, 200)
    })
    app.delete(`${api}${FILES}*`, async (c) => {
      await artifacts.remove(pathAfter(c, FILES))
      return c.json({})
    })
  }
}
