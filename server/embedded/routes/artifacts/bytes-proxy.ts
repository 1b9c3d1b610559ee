import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import { text } from '#contract/values.ts'
import { getWithBody, JSON_BYTES } from '../../../request-body.ts'
import { readBody } from '../../body.ts'
import type { Door } from '../../access/door.ts'
import type { Db } from '../../db.ts'
import { inputReader } from '../../input.ts'
import { LongList, withList } from '../../long-list.ts'
import { notingFiles } from '../../store/reviews/files-changed.ts'
import { download } from './bytes-download.ts'
import { bodyOf, pathAfter, queryValue } from './bytes-request.ts'

const FILES = '/2.0/mlflow-artifacts/artifacts/'

/** Adds MLflow's artifact proxy, which its Python client uses, below /api and /ajax-api (docs/rest-contract.md §7.4). */
export function mountProxy(app: Hono, door: Door, log: Db): void {
  const artifactsOf = (c: HonoContext) => door.contextOf(c).artifacts
  for (const api of ['/api', '/ajax-api']) {
    app.get(`${api}/2.0/mlflow-artifacts/artifacts`, async (c) => {
      const listed = await withList({}, 'files', artifactsOf(c).list((await listedPath(c)) ?? '', c.req.raw.signal))
      return listed instanceof LongList ? listed.answer(door.stillAllowed(c), door.personOf(c)) : c.json(listed)
    })
    app.get(`${api}${FILES}*`, (c) => download(c, artifactsOf(c), pathAfter(c, FILES)))
    app.put(`${api}${FILES}*`, async (c) => {
      const { body, length } = bodyOf(c)
      const path = pathAfter(c, FILES)
      await notingFiles(log, { path, user: door.whoOf(c).name }, () => artifactsOf(c).put(path, body, length))
      return c.body(null, 200)
    })
    app.delete(`${api}${FILES}*`, async (c) => {
      const path = pathAfter(c, FILES)
      await notingFiles(log, { path, user: door.whoOf(c).name }, () => artifactsOf(c).remove(path))
      return c.json({})
    })
  }
}

/** Reads the path from the query, or from a body if there is no query (docs/rest-contract.md §1 "GET"). */
async function listedPath(c: HonoContext): Promise<string | undefined> {
  const carrier = getWithBody(c)
  if (!carrier) return queryValue(c, 'path')
  return readListing({ body: await readBody(carrier, JSON_BYTES) }, {}).path
}

const readListing = inputReader(z.object({ path: text }))
