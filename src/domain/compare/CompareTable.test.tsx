import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CompareTable } from './CompareTable.tsx'
import { comparedRows } from './compared.ts'
import { known } from '../changes/part.ts'

// It asks how wide the window is.
beforeAll(() => void vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) }))
afterAll(() => void vi.unstubAllGlobals())

test('a group’s name spans all columns, also where only some of many are drawn', () => {
  const things = Array.from({ length: 100 }, (_, index) => ({
    id: String(index),
    parts: { Metrics: known(new Map([['rmse', index]])) },
  }))
  const markup = renderToStaticMarkup(
    <CompareTable
      nouns="runs"
      rows={comparedRows(things)}
      columns={things.map(({ id }, index) => ({ id, index }))}
      renderHeader={String}
      baseline={undefined}
      sort={undefined}
      onSort={() => {}}
    />,
  )
  const widths = [...markup.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd]\b([^>]*)/g)].reduce(
      (sum, [, attributes = '']) => sum + Number(/colspan="(\d+)"/i.exec(attributes)?.[1] ?? 1),
      0,
    ),
  )
  const drawn = [...markup.matchAll(/<col\b/g)].length
  expect(drawn).toBeLessThan(100)
  expect(widths).toEqual([drawn, drawn, drawn])
})
