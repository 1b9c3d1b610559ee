import { expect, test } from 'vitest'
import { stringsIn, visibleStrings } from './visible-strings.ts'

const textsOf = (source: string) => visibleStrings('Example.tsx', source).map(({ line, text }) => `${line}: ${text}`)

test('collects the visible strings with their lines', () => {
  expect(
    textsOf(`import { Thing } from './Some File.tsx'
const title = 'Delete this run?'
const sql = 'SELECT name FROM models'
const style = { className: 'Not this', note: \`\${count} runs deleted.\` }
export const Page = () => (
  <Thing title="save" aria-label={\`Delete \${name}\`} to="/Somewhere" sx={{ font: 'Some Font' }}>
    Owned by <b>{owner}</b>, since{' '}
    <Time at={then} />.
    {busy ? 'Please wait' : <i>ok</i>}
  </Thing>
)`),
  ).toEqual([
    '2: Delete this run?',
    '4: {count} runs deleted.',
    '6: save',
    '6: Delete {name}',
    '7: Owned by {owner}, since <>. {…}',
    '9: Please wait',
    '9: ok',
  ])
})

test('the app avoids wordings that readers stumbled over', () => {
  const strings = stringsIn(['src'])
  expect(strings.length).toBeGreaterThan(1000)
  const clumsy = /\b(is|are) no\b|\bstands?\b|\bby itself\b|\bsomebody\b|\bwhoever\b|\bmeanwhile\b|\bunder way\b/i
  expect(strings.filter((text) => clumsy.test(text))).toEqual([])
})
