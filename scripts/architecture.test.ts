import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** The files that a text names in backticks with their folder. */
const filesIn = (text: string) => [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.\w+)`/g)].map(([, file = '']) => file)

/** The steps of "One click, followed". */
const walk = (/^## One click, followed$([\s\S]*?)^## /m.exec(read('ARCHITECTURE.md'))?.[1] ?? '')
  .split(/^(?=\d+\. )/m)
  .slice(1)

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', 'conformance/DIFFERENCES.md'])(
  'every file that %s names exists',
  (document) => {
    const named = filesIn(read(document)).filter((file) => !file.startsWith('test-results/'))
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([])
  },
)

test('the verb of the click is in every file that its steps name', () => {
  const verbs = /moveWorkspaceVersion|transitionStage/i
  const named = walk.filter((step) => verbs.test(step)).flatMap(filesIn)
  expect(named.filter((file) => !verbs.test(read(file)))).toEqual([])
  for (const room of ['src/api/', 'contract/', 'server/embedded/routes/', 'server/embedded/store/'])
    expect(
      named.some((file) => file.startsWith(room)),
      room,
    ).toBe(true)
})
