import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DataTable } from './DataTable.tsx'

type Row = { name: string }

const head = (rows: Row[] | undefined) =>
  renderToStaticMarkup(
    <MemoryRouter>
      <DataTable<Row>
        label="Models"
        columns={[{ id: 'name', header: 'Name', cell: ({ name }) => name }]}
        rows={rows}
        rowId={({ name }) => name}
        selection={{ ids: new Set(), onChange: () => {} }}
      />
    </MemoryRouter>,
  ).match(/<input[^>]*Select all loaded rows[^>]*>/)?.[0]

function stubWindow(width: number) {
  const matchMedia = () => ({ matches: width < 600 }) // whether it is a phone
  vi.stubGlobal('window', { innerWidth: width, innerHeight: 900, matchMedia })
}

/** The first drawing of a table whose columns have 160 px each, in a window of `width`. */
function drawn(width: number, count: number) {
  stubWindow(width)
  return renderToStaticMarkup(
    <MemoryRouter>
      <DataTable<Row>
        label="Models"
        columns={Array.from({ length: count }, (_, at) => ({
          id: `${at}`,
          header: `Column ${at}`,
          cell: () => at,
          ...(at === 0 && { pinned: true }),
        }))}
        rows={Array.from({ length: 1000 }, (_, at) => ({ name: `row ${at}` }))}
        rowId={({ name }) => name}
        selection={{ ids: new Set(), onChange: () => {} }}
      />
    </MemoryRouter>,
  )
}
const colindexes = (markup = '') => [...markup.matchAll(/aria-colindex="(\d+)"/g)].map(([, place]) => Number(place))

// The first drawing has the rows that fit into the window.
beforeAll(() => stubWindow(1440))
afterAll(() => void vi.unstubAllGlobals())

test('rows cannot all be selected before one is loaded', () => {
  expect(head(undefined)).toContain('disabled')
  expect(head([])).toContain('disabled')
  expect(head([{ name: 'a' }])).not.toContain('disabled')
})

test('a table of 40 columns draws all of them, on a phone too', () => {
  const markup = drawn(390, 40)
  expect(markup.match(/<th /g)).toHaveLength(41)
  expect(markup).not.toContain('aria-col')
})

test('a wide table says where the columns that it draws stand', () => {
  const markup = drawn(390, 60)
  const [head, row] = markup.split('<tr ').slice(1)
  expect(markup).toContain('aria-colcount="61"')
  expect(colindexes(head)).toEqual([1, 2, 3, 4, 5])
  expect(colindexes(row)).toEqual([1, 2, 3, 4, 5])
})

test('on a phone the first column is narrow, and it alone stays in view', () => {
  const [wide, phone] = [drawn(1440, 10), drawn(390, 10)]
  expect(wide).toContain(`min-width:${36 + 10 * 160}px`)
  expect(wide).toContain(`--pinned-start:${36 + 160}px`)
  expect(phone).toContain(`min-width:${36 + 140 + 9 * 160}px`)
  expect(phone).toContain('--pinned-start:140px')
})

test('the rows out of view span the columns that are drawn', () => {
  const markup = drawn(390, 60)
  const columns = markup.match(/<col\b(?!group)/g)?.length
  expect(columns).toBeLessThan(20)
  expect(markup).toContain(`colSpan="${columns}"`)
})
