import { expect, test } from 'vitest'
import { contentDisposition, contentType } from './bytes-headers.ts'

test.each([
  ['a.json', 'text/plain'],
  ['MLmodel', 'text/plain'],
  ['conda.yaml', 'text/plain'],
  ['x.js', 'text/plain'],
  ['page.html', 'text/html'],
  ['plot.svg', 'image/svg+xml'],
  ['plot.png', 'image/png'],
  ['paper.pdf', 'application/pdf'],
  ['model.pkl', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
  ['x.__proto__', 'application/octet-stream'],
  ['noextension', 'application/octet-stream'],
])('%s is %s', (name, type) => expect(contentType(name)).toBe(type))

test.each([
  'a.txt',
  'with space.txt',
  'quo"te\'s.txt',
  'a;b,c.txt',
  '100%.txt',
  '%41.txt',
  'back(slash)*.txt',
  'é.txt',
  '模型.bin',
  '😀.png',
  '\u202Etxt.exe',
  'x'.repeat(200),
  'é'.repeat(120),
])('D04 names %j exactly, in ASCII', (name) => {
  const header = contentDisposition(name)
  expect(header).toMatch(/^attachment; filename="[\w.\- ]+"(; filename\*=UTF-8''[\w.!#$&+^`|~%-]+)?$/)
  const [, plain, encoded] = /filename="([^"]*)"(?:; filename\*=UTF-8''(.*))?$/.exec(header) ?? []
  expect(encoded === undefined ? plain : decodeURIComponent(encoded)).toBe(name)
})
