import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageTemplate } from './document.ts'

const html = readFileSync(join(import.meta.dirname, '../../index.html'), 'utf8')
const page = (first: object) => pageTemplate(html)('n0nce', { basePath: '' } as never, { code: [], ...first })

test('the document has the frame of the app, with its section marked', () => {
  const framed = page({ isFramed: true, section: 'reviews' })
  expect(framed.match(/data-place="\w+"( data-here)?/g)).toEqual([
    'data-place="models"',
    'data-place="reviews" data-here',
    'data-place="experiments"',
  ])
  expect(page({ isFramed: true, section: undefined })).not.toContain(' data-here>')
  expect(page({ isFramed: true, section: 'settings' })).not.toContain(' data-here>')
})

test('a page without the navigation has no frame, but its colours', () => {
  const bare = page({ section: 'settings' })
  expect(bare).not.toContain('id="shell"')
  expect(bare).toContain("[data-theme='dark']")
})

test('the app’s code is named before that of the page, which is compiled after it', () => {
  const [head = ''] = page({ code: ['assets/ModelsPage-1.js'] }).split('</head>')
  const order = ['src="./src/main.tsx"', 'rel="modulepreload" crossorigin href="./assets/ModelsPage-1.js"'].map(
    (part) => head.indexOf(part),
  )
  expect(order).not.toContain(-1)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('styles carry the nonce', () => {
  expect(page({ isFramed: true }).match(/<style[^>]*>/g)).toEqual(['<style nonce="n0nce">'])
})

test('the frame is small', () => {
  const [styles = '', frame = ''] = [/<style>.*<\/style>/s, /<!--shell-->.*<!--\/shell-->/s].map((part) =>
    part.exec(html)?.[0].replaceAll(/\s+/g, ' '),
  )
  expect(styles.length + frame.length).toBeLessThan(3500)
})
