import { expect, test } from 'vitest'
import { withUnknownTags } from './known-tags.ts'

test.each([
  ['<br>', '<br>'],
  ['<p align="center">x</p>', '<p align="center">x</p>'],
  ['<details><summary>a</summary>b</details>', '<details><summary>a</summary>b</details>'],
  ['<img src="a.png" onerror="x">', '<img src="a.png" onerror="x">'],
  ['<!-- note -->', ''],
  ['<String>', '&lt;String>'],
  ['<div>List<String> and Map<K></div>', '<div>List&lt;String> and Map&lt;K></div>'],
  ['<script>alert(1)</script>', '&lt;script>alert(1)&lt;/script>'],
  ['<?php echo 1 ?>', '&lt;?php echo 1 ?>'],
  ['<!DOCTYPE html>', '&lt;!DOCTYPE html>'],
  ['<my-tag a="<b>">', '&lt;my-tag a="&lt;b>">'],
  ['one<BR>two', 'one<BR>two'],
  ['<div>Vec<Vec<u8>></div>', '<div>Vec&lt;Vec&lt;u8>></div>'],
  ['<p>if a <b and c <a href="x">d</a></p>', '<p>if a &lt;b and c <a href="x">d</a></p>'],
  ['<p>never <closed', '<p>never &lt;closed'],
])('%s is kept as %s', (html, kept) => {
  expect(withUnknownTags(html)).toBe(kept)
})

test('takes a capital after a word as a type, not a tag', () => {
  expect(withUnknownTags('<B>', 'List')).toBe('&lt;B>')
  expect(withUnknownTags('<B>', 'so ')).toBe('<B>')
  expect(withUnknownTags('<BR>', 'one')).toBe('<BR>')
})
