import { expect, test } from 'vitest'
import { besideAddresses, type BesideFile, withBeside } from './beside.ts'

const page = `<link rel="stylesheet" href="css/page.css"><link rel="icon" href="icon.png">
<style>body { background: url("back.png") } b { mask: url(#m) }</style>
<img class=a src=plots/a%20b.png alt="x"><img src='../up.jpg?v=1&amp;w=2' srcset="s.png 1x, https://far.example/l.png 2x">
<video poster="p.png"><source src="v.webm"></video><svg><image href="in.svg"/></svg>
<script src="plotly.min.js" charset="utf-8"></script>
<img src="data:image/png;base64,AA=="><img src="/root.png"><img src="#f"><img src="https://far.example/b.png"><a href="next.html">n</a>`

test('finds the files a page names by a relative URL', () => {
  expect(besideAddresses(page)).toEqual([
    'css/page.css',
    'plots/a%20b.png',
    '../up.jpg?v=1&w=2',
    's.png',
    'p.png',
    'v.webm',
    'in.svg',
    'plotly.min.js',
    'back.png',
  ])
})

test('inlines them, and leaves missing ones as they are', () => {
  const files = new Map(besideAddresses(page).map((address) => [address, { url: `data:,${address.length}` }]))
  const style: BesideFile = { url: 'data:,', text: 'a { } </style><b>' }
  const whole = withBeside(page, new Map<string, BesideFile>(files).set('css/page.css', style))
  expect(whole).toContain('<style>a { } <\\/style><b></style><link rel="icon" href="icon.png">')
  expect(whole).toContain('url("data:,8")')
  expect(whole).toContain('url(#m)')
  expect(whole).toContain('<img class=a src="data:,15" alt="x">')
  expect(whole).toContain(`<img src='data:,17' srcset="data:,5 1x, https://far.example/l.png 2x">`)
  expect(whole).toContain('<script src="data:,13" charset="utf-8">')
  expect(besideAddresses(whole)).toEqual([])
  expect(withBeside(page, new Map())).toBe(page)
  expect(withBeside('<img src="gone.png">', files)).toBe('<img src="gone.png">')
})
