import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** The app's files, without its tests. */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => posix.join('src', file.replaceAll('\\', '/')))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

/** What has one way through the app, and the files that may do it by themselves. */
const oneWay: [what: string, how: RegExp, files: string[]][] = [
  [
    'a version is moved, and the move noted',
    /'transitionStage'|withTransitionNote\(/,
    ['src/api/move-version.ts', 'src/api/writes/transition-note.ts'],
  ],
]

test.each(oneWay)('in one way: %s', (_what, how, files) => {
  expect(sources.filter(({ text }) => how.test(text)).map(({ file }) => file)).toEqual(files)
})
