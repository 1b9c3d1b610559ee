import { expect, test } from 'vitest'
import { fenceAfter } from './fence.ts'

const openAfter = (...lines: string[]) => lines.reduce((fence, line) => fenceAfter(line, fence), '')

test.each<[string, string[]]>([
  ['a fence', ['```']],
  ['a fence with its language', ['~~~python']],
  ['another kind of fence within', ['```', '~~~']],
  ['a shorter fence within', ['````', '```']],
  ['a fence with a language within', ['```', '```python']],
])('a block is open after %s', (_, lines) => {
  expect(openAfter(...lines)).toBe(/^[`~]+/.exec(lines[0]!)![0])
})

test.each<[string, string[]]>([
  ['its fence comes again', ['```', 'x', '```']],
  ['a longer one ends it', ['```js', '`````  ']],
  ['code stands within a line', ['```x``` and more']],
  ['a fence is indented as code is', ['    ```']],
])('no block is open where %s', (_, lines) => {
  expect(openAfter(...lines)).toBe('')
})
