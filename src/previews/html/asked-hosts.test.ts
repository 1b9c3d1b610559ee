import { expect, test } from 'vitest'
import { askedHosts, hasScripts, originOf } from './asked-hosts.ts'

const asked = (html: string) => askedHosts(html, 'http://shelf.example/modelshelf/preview')

test.each([
  // HTML as plotly, bokeh, altair and folium write it.
  [
    '<script charset="utf-8" src="https://cdn.plot.ly/plotly-3.1.1.min.js" integrity="sha256-x" crossorigin="anonymous"></script><script>Plotly.newPlot("a", [], {}, {"plotlyServerURL": "https://plot.ly"})</script>',
    ['https://cdn.plot.ly'],
  ],
  [
    "<script type='text/javascript' src='https://cdn.bokeh.org/bokeh/release/bokeh-3.7.3.min.js'></script><script>root.Bokeh.embed(docs_json, 'https://bokeh.org/docs/')</script>",
    ['https://cdn.bokeh.org'],
  ],
  [
    '<script>const paths = {"vega": "https://cdn.jsdelivr.net/npm/vega@5?noext"}; const spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.20.1.json", "data": {"url": "https://data.example/cars.json"}}</script>',
    ['https://cdn.jsdelivr.net', 'https://data.example'],
  ],
  [
    `<link rel="stylesheet" href="https://cdnjs.cloudflare.com/leaflet.css"/><link rel="canonical" href="https://a.example/"/>
     <script>L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {"attribution": "\\u003ca href=\\"https://www.openstreetmap.org/copyright\\"\\u003e"})</script>`,
    ['https://cdnjs.cloudflare.com', 'https://tile.openstreetmap.org'],
  ],
  [
    `<div><iframe srcdoc="&lt;script src=&quot;https://code.jquery.com/jquery.min.js&quot;&gt;&lt;/script&gt;"></iframe></div>`,
    ['https://code.jquery.com'],
  ],
  [
    '<script>require.config({paths: {plotly: ["https:\\/\\/cdn.plot.ly\\/plotly-2.35.2.min"]}})</script>',
    ['https://cdn.plot.ly'],
  ],
])('the hosts of a library from elsewhere are found: %s', (html, hosts) => {
  expect(asked(html)).toEqual(hosts)
})

test('finds the hosts of styles, fonts, pictures, videos and frames once each, with port and scheme', () => {
  expect(
    asked(`<style>@import "https://fonts.example/a.css"; body { background: url( 'http://b.example:8080/x.png' ) }</style>
      <img srcset="//c.example/1.png 1x, https://d.example/2.png 2x" src=https://c2.example/x?a=1&amp;b=2>
      <video poster='https://e.example/p.jpg'><source src="https://f.example/v.webm"></video>
      <IMG SRC="https://d.example/again.png"><iframe src="https://g.example/"></iframe>`),
  ).toEqual([
    'https://c2.example',
    'http://c.example',
    'https://d.example',
    'https://e.example',
    'https://f.example',
    'https://g.example',
    'https://fonts.example',
    'http://b.example:8080',
  ])
})

test('ignores links, comments, relative files and data URLs', () => {
  expect(
    asked(`<!-- <img src="https://old.example/x.png"> --><a href="https://a.example/">a</a><img src="plot.png">
      <img src="data:image/png;base64,xx"><script src="plotly.min.js"></script><form action="https://b.example"></form>
      <script>${'x'.repeat(300_000)}; "https://whole.example/library.js"</script><p>https://text.example/a.js</p>`),
  ).toEqual([])
})

test('gives only network URLs an origin', () => {
  expect(originOf('https://User:pw@A.example:443/x', 'http://b')).toBe('https://a.example')
  for (const other of ['data:x', 'blob:https://a.example/1', 'inline', '/a', 'javascript:1', 'https://', ''])
    expect(originOf(other, 'http://b')).toBeUndefined()
})

test('tells whether a document has scripts', () => {
  for (const html of ['<script>1</script>', '<body onload="x()">', '<a href="javascript:x">', '<iframe srcdoc="x">'])
    expect(hasScripts(html)).toBe(true)
  expect(hasScripts('<p>one = two, on = off</p><style>a { color: red }</style>')).toBe(false)
})
