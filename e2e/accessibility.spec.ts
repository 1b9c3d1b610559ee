import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, only, test } from './fixtures.ts'
import { startServer } from '../testbed/server.ts'

// WCAG 2.2 AA: axe finds nothing on any page, filled with the sample project.

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `axe finds nothing on any page, ${colorScheme}`,
    only('embedded', 'MLflow has no sample project'),
    async ({ browser }) => {
      test.slow()
      const server = await startServer()
      // axe is run from text, which the pages' own policy forbids; it looks at nothing that the policy changes.
      const context = await browser.newContext({
        baseURL: server.url,
        colorScheme,
        bypassCSP: true,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      try {
        for (const path of await pagesOf(server.url)) {
          await page.goto(path)
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          await expect(page.getByRole('progressbar')).toHaveCount(0)
          await page.evaluate(axe)
          const found = await page.evaluate(async (tags) => {
            // Put there by the line above.
            const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { runOnly: tags })
            return violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
            )
          }, rules)
          expect.soft(found, path).toEqual([])
        }
      } finally {
        await context.close()
        await server.stop()
      }
    },
  )

type Axe = {
  run: (root: Document, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** Every page once, empty and then with what the sample project brings. */
async function pagesOf(url: string): Promise<string[]> {
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return (await answer.json()) as { runs?: Found[]; models?: Found[] }
  }
  await ask('POST', 'modelshelf/sample', {})
  const { runs = [] } = await ask('POST', 'api/2.0/mlflow/runs/search', { experiment_ids: ['1', '2', '3'] })
  const { models = [] } = await ask('POST', 'api/2.0/mlflow/logged-models/search', { experiment_ids: ['1', '2', '3'] })
  const run = `runs/${runs[0]?.info.run_id}`
  const version = 'models/station-demand/versions/3'
  const registry = [
    'models',
    'models?q=nonsense',
    'models/station-demand',
    version,
    `${version}/artifacts`,
    'models/none',
  ]
  const tracking = ['experiments', 'experiments/1,2,3/runs', run, `${run}/metrics`, `${run}/artifacts`, `${run}/models`]
  return [...registry, ...tracking, `logged-models/${models[0]?.info.model_id}`, 'settings', 'nowhere']
}
type Found = { info: { run_id?: string; model_id?: string } }
