import createCache from '@emotion/cache'
import { type CSSObject, serializeStyles } from '@emotion/serialize'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { flatRules } from './flat-rules.ts'

const emotion = createCache({ key: 'css', stylisPlugins: [] }) // without prefixes

/** What emotion's own compiler writes: outside of a browser it gives the text back. */
const compiled = (selector: string, styles: string) =>
  tidied(String(emotion.insert(selector, { name: selector + styles, styles }, emotion.sheet, false)))

const ours = (selector: string, styles: string) => tidied(flatRules(selector, styles).join(''))

/** Without what makes no difference: some spaces and empty declarations. */
const tidied = (css: string) =>
  css
    .replace(/\s+/g, ' ')
    .replace(/ ?([>+~,{};]) ?/g, '$1')
    .replace(/;+/g, ';')
    .replace(/\{;/g, '{')
    .replace(/;\}/g, '}')

test.each([
  ['declarations', 'color:red;margin:0;'],
  ['a state, with and without &', 'color:red;&:hover{color:blue;}:focus{color:green;}'],
  ['declarations after a nested rule', '&:hover{color:blue;}color:red;@media print{color:black;}color:pink;'],
  ['an element below, and one below that', '& svg{margin:0;& path{fill:red;}}& td{padding:0;}'],
  ['a list', '& th,& td,:hover,&.a>b{padding:0;& a,:focus{color:red;}}'],
  ['commas in brackets', '&:is(.a,.b) [title="a,b"],&:not(.c,:is(.d,.e)){color:red;}'],
  ['an outer element', 'p &{color:red;}& + &{margin:0;}'],
  ['media in media', '@media (min-width:600px){color:red;@media print{color:black;&:hover{color:blue;}}}'],
  [
    'a query of containers, layers and features',
    '@container (width>1px){top:0;}@layer a{top:1px;}@supports (a:b){top:2px;}',
  ],
  ['pseudo-elements', '&::before{content:"{;}";@media print{content:\'"\';}}::after{content:"\\"}";}'],
  ['data as an address', 'background:url(data:image/png;base64,AA==);&:hover{background:url("a{b;c}d");}'],
  ['comments', 'color:red;/* not; {a} */&:hover{/* x */color:blue;}'],
  ['nothing in a rule', '&:hover{}color:red;@media print{}'],
])('writes %s as emotion does', (_what, styles) => {
  expect(ours('.css-1', styles)).toBe(compiled('.css-1', styles))
})

test.each([
  ['rules', 'html{margin:0;}*,*::before{margin:0;}body{&::backdrop{color:red;}@media print{color:black;}}'],
  ['keyframes', '@keyframes spin{from{opacity:0;}50%{opacity:.5;}to{opacity:1;}}'],
  ['the paper', '@media print{@page{margin:14mm;}html,body{color:black;}main{&::before{content:attr(data-paper);}}}'],
])('writes %s of the whole page as emotion does', (_what, styles) => {
  expect(ours('', styles)).toBe(compiled('', styles))
})

test('writes any styles as emotion does', () => {
  const values = fc.constantFrom('red', 0, 'var(--a, 4px)', '"{;}"', 'url("a;b{")', 'calc(1px + (2px * 3))')
  const names = fc.constantFrom('color', 'marginTop', '--own', 'gridArea', 'WebkitLineClamp')
  const nested = fc.constantFrom(
    ':hover',
    '&:focus',
    '& a',
    '& > b',
    '&.x, & .y',
    'p &',
    '&:is(.a, .b), :not(:is(c, d))',
    '& + &',
    '& [a="b,c"]',
    '@media print',
    '@media (min-width:1px)',
    '@supports (a: b)',
    '&::before',
    '& .z:first-of-type',
  )
  const { styles } = fc.letrec<{ styles: CSSObject }>((tie) => ({
    styles: fc
      .array(fc.oneof({ depthSize: 'small' }, fc.tuple(names, values), fc.tuple(nested, tie('styles'))), {
        maxLength: 5,
      })
      .map((entries) => Object.fromEntries(entries)),
  }))
  fc.assert(
    fc.property(styles, (any) => {
      const { styles: text } = serializeStyles([any])
      expect(ours('.css-1', text)).toBe(compiled('.css-1', text))
    }),
  )
})

test('adds the prefixes that Safari needs', () => {
  expect(flatRules('.a', 'color:red;user-select:none;&:hover{text-decoration:underline dotted}')).toEqual([
    '.a{color:red;-webkit-user-select:none;user-select:none;}',
    '.a:hover{-webkit-text-decoration:underline dotted;text-decoration:underline dotted}',
  ])
  expect(flatRules('.a', '&:hover{color:red;}user-select:none;')).toEqual([
    '.a{-webkit-user-select:none;user-select:none;}',
    '.a:hover{color:red;}',
  ])
})
