import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Call } from '#contract/client.ts'
import { type Activities, activitiesPath, type Inbox, requestsPath } from '#contract/review-paths.ts'
import { WORKSPACE_HEADER } from '#contract/workspaces.ts'
import { clientWith } from '../testbed/accounts.ts'
import type { Server } from '../testbed/server.ts'

/** The client of somebody whom a proxy on this machine names, in a workspace. */
export const as = ({ url }: Server, user: string, workspace = 'default'): Call =>
  clientWith(url, { 'x-user': user, [WORKSPACE_HEADER]: workspace })

export async function newModel(call: Call, name: string, versions: number): Promise<string> {
  await call('createModel', { name })
  for (let version = 1; version <= versions; version++)
    await call('createVersion', { name, source: 's3://bucket/model' })
  return name
}

export async function activitiesOf({ url }: Server, name: string, version?: string) {
  const query = new URLSearchParams({ name, ...(version && { version }) })
  return ((await (await fetch(`${url}${activitiesPath}?${query}`)).json()) as Activities).activities
}

export const inbox = async ({ url }: Server) => ((await (await fetch(url + requestsPath)).json()) as Inbox).requests

/** Runs python/databricks_walk.py on a model with four versions; gives the last line that it printed. */
export async function walkWithSdk(python: string, url: string, name: string, ...tokens: string[]): Promise<string> {
  const script = join(import.meta.dirname, 'python', 'databricks_walk.py')
  const { stdout } = await promisify(execFile)(python, [script, url, name, ...tokens])
  return stdout.trim().split('\n').at(-1) ?? ''
}
