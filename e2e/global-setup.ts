import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { type Backend, startProject, type Started } from '../testbed/projects.ts'

/**
 * Starts a project's servers when its first test asks for them. They run under Playwright's main process, so that they
 * outlive every worker and are stopped once: at the end, after a failure and on Ctrl-C.
 */
export default async function setUp({ rootDir }: FullConfig) {
  const started = new Map<string, Promise<Started>>()
  const folder = join(rootDir, '..', 'test-results', 'servers')
  const keeper = createServer(async (request, response) => {
    const backend = (request.url ?? '/').slice(1) as Backend // only fixtures.ts sends requests here
    try {
      if (!started.has(backend)) started.set(backend, startProject(backend, folder))
      response.end(JSON.stringify((await started.get(backend))?.running))
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => keeper.once('listening', resolve))
  process.env['MODELSHELF_E2E'] = `http://127.0.0.1:${(keeper.address() as AddressInfo).port}` // it listens on TCP

  return async () => {
    keeper.closeAllConnections()
    keeper.close()
    const ends = await Promise.allSettled([...started.values()].map(async (project) => (await project).stop()))
    const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'))
  }
}
