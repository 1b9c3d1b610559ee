import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, only, test } from '../fixtures.ts'
import { freePort } from '../../scripts/free-port.ts'
import { openShell, type Snippets, snippetsOf } from './snippets.ts'

// Whatever a page offers to copy runs as it is, for every kind of model.

test.describe.configure({ timeout: 600_000 })

const ALL = ['Python', 'Spark', 'Batch', 'Real time', 'Download', 'CI/CD']
/** Where the page says that a model is served; here each has a port of its own. */
const ADDRESS = '127.0.0.1:5001'

test(
  'what is offered follows from the flavours, and runs for every kind of input',
  only('embedded', 'the page writes the same before every server'),
  async ({ page, server, python, unique }) => {
    const kinds = new Map<string, Snippets>()
    const experiment = unique('use')
    for (const name of (await python('log_models.py', server.url, experiment)).filter((line) =>
      line.startsWith(experiment),
    ))
      kinds.set(name.slice(experiment.length + 1), await snippetsOf(page, name))

    for (const [kind, snippets] of kinds)
      expect(Object.keys(snippets), kind).toEqual(
        ['transformer', 'scaler'].includes(kind) ? ['Python', 'Download', 'CI/CD'] : ALL,
      )
    expect([...kinds].filter(([, { 'Real time': served = [] }]) => served.length === 1).map(([kind]) => kind)).toEqual([
      'no json',
    ])

    // Their own input examples begin so.
    expect(kinds.get('tensor')?.['Python']?.join()).toContain('data = numpy.array([[3, 4, 5]]')
    expect(kinds.get('csv')?.['Batch']?.join()).toContain('"fares, paid",riders\n0.0,1\n')

    const shell = openShell(server.python!) // `python` skips the test where there is none
    await test.step('Python', async () => {
      const code = [...kinds.values()].flatMap(({ Python = [] }) => Python.filter((it) => it.startsWith('import ')))
      expect(code.length).toBeGreaterThan(kinds.size)
      const file = join(shell.folder, 'snippets.json')
      writeFileSync(file, JSON.stringify(code))
      await python('run_snippets.py', file)
    })

    await test.step('libraries, download and images', async () => {
      const { Python = [], Download = [], 'CI/CD': ci = [] } = kinds.get('old') ?? {}
      const installed = await shell.run(Python.find((it) => it.startsWith('pip ')) ?? 'exit 1')
      expect(installed).toContain('scikit-learn')
      for (const code of Download) await shell.run(code)
      expect(await shell.run('cat model/MLmodel')).toBe(await shell.run('cat MLmodel'))
      expect(await shell.run(ci.at(-1) ?? 'exit 1')).toMatch(/build -t use-[\da-f]+-old:1/)
    })

    await test.step('batch', async () => {
      for (const kind of ['csv', 'objects']) {
        await shell.run(kinds.get(kind)?.['Batch']?.[0] ?? 'exit 1')
        const { predictions } = JSON.parse(await shell.run('cat predictions.json')) as { predictions: unknown[] }
        expect(predictions, kind).toHaveLength(1)
      }
    })

    const served = new Map<string, { serve: string; request: string }>()
    for (const [kind, { 'Real time': [serve, request] = [] }] of kinds)
      if (serve && request) served.set(kind, { serve, request })
    const ask = async (kind: string, address: string) => {
      const answer = await shell.run(served.get(kind)?.request.replace(ADDRESS, address) ?? 'exit 1')
      const { predictions = [] } = JSON.parse(answer) as { predictions?: unknown[] | Record<string, unknown> }
      expect(Object.keys(predictions).length, `${kind}: ${answer}`).toBeGreaterThan(0)
    }
    await test.step('real time, by the app of mlflow models serve', async () => {
      const port = await freePort()
      const names = [...served.keys()].map((kind) => `'${experiment} ${kind}'`)
      const command = `exec python ${join(import.meta.dirname, '../python/serve_models.py')} ${server.url} ${port} ${names.join(' ')}`
      await shell.whileServing(command, `http://127.0.0.1:${port}/0/ping`, async () => {
        for (const [index, kind] of [...served.keys()].entries()) await ask(kind, `127.0.0.1:${port}/${index}`)
      })
    })
    await test.step('real time, by the command that is shown', async () => {
      const commands = [...served].map(([kind, { serve }]) => serve.replace(`${experiment} ${kind}`, 'a model'))
      expect([...new Set(commands)], 'one command for every kind').toHaveLength(1)
      const port = await freePort()
      const command = served.get('params')?.serve.replace('--port 5001', `--port ${port}`) ?? 'exit 1'
      await shell.whileServing(command, `http://127.0.0.1:${port}/ping`, () => ask('params', `127.0.0.1:${port}`))
    })
  },
)
