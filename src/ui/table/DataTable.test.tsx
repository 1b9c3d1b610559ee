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

// The first drawing has the rows that fit into the window.
beforeAll(() => void vi.stubGlobal('window', { innerWidth: 1440, innerHeight: 900 }))
afterAll(() => void vi.unstubAllGlobals())

test('rows cannot all be selected before one is loaded', () => {
  expect(head(undefined)).toContain('disabled')
  expect(head([])).toContain('disabled')
  expect(head([{ name: 'a' }])).not.toContain('disabled')
})
