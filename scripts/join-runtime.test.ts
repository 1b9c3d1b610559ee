import { expect, test } from 'vitest'
import { joinRuntime, reactFirst, withoutRuntime } from './join-runtime.ts'

const files = () =>
  new Map([
    ['assets/rolldown-runtime-a1.js', '//# hint\nvar e=1,t=()=>2;export{t as n,e as r};'],
    ['assets/react-b2.js', 'import{n as x}from"./rolldown-runtime-a1.js";x();export{d as a};'],
    [
      'assets/index-c3.js',
      'const d=["./rolldown-runtime-a1.js"];import{n as e,r as t}from"./rolldown-runtime-a1.js";import{a as n}from"./react-b2.js";e(t,n)',
    ],
    ['assets/Other-d4.js', 'import{a as e}from"./index-c3.js";e()'],
  ])

test('the runtime is in React’s file, from which the others import it', () => {
  const joined = files()
  joinRuntime(joined)
  expect([...joined.keys()]).toEqual(['assets/react-b2.js', 'assets/index-c3.js', 'assets/Other-d4.js'])
  expect(joined.get('assets/react-b2.js')).toBe(
    'const rolldown=(()=>{var e=1,t=()=>2;return{n:t,r:e}})();export{rolldown};const{n:x}=rolldown;x();export{d as a};',
  )
  expect(joined.get('assets/index-c3.js')).toBe(
    'const d=["./react-b2.js"];import{rolldown}from"./react-b2.js";const{n:e,r:t}=rolldown;import{a as n}from"./react-b2.js";e(t,n)',
  )
  expect(joined.get('assets/Other-d4.js')).toBe(files().get('assets/Other-d4.js'))
})

test('files that are not as rolldown writes them stop the build', () => {
  expect(other('assets/rolldown-runtime-a1.js', 'var e=1')).toThrow('rolldown-runtime-a1.js is not as')
  expect(other('assets/react-b2.js', 'x()')).toThrow('react-b2.js is not as')
  expect(other('assets/react-z9.js', '')).toThrow('not 2')
  expect(() => joinRuntime(new Map())).toThrow('not 0')
})

const other = (file: string, text: string) => () => joinRuntime(files().set(file, text))

test('the manifest does not list the runtime', () => {
  const manifest = {
    '_rolldown-runtime-a1.js': { file: 'assets/rolldown-runtime-a1.js' },
    'Page.tsx': { file: 'assets/Page-c3.js', imports: ['_rolldown-runtime-a1.js', 'index.html'] },
    'icon.svg': { file: 'icon.svg' },
  }
  expect(JSON.parse(withoutRuntime(JSON.stringify(manifest)))).toEqual({
    'Page.tsx': { file: 'assets/Page-c3.js', imports: ['index.html'] },
    'icon.svg': { file: 'icon.svg' },
  })
})

const script = (file: string) => `<script type="module" crossorigin src="./assets/${file}.js"></script>`

test('React’s file runs before the app’s', () => {
  const html = `<head>\n    ${script('index-c3')}\n</head>`
  const first = reactFirst(html, ['assets/index-c3.js', 'assets/react-b2.js'])
  expect(first).toBe(`<head>\n    ${script('react-b2')}\n    ${script('index-c3')}\n</head>`)
  expect(() => reactFirst('<head></head>', ['assets/react-b2.js'])).toThrow('index.html is not as')
})
