import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { expect, test } from 'vitest'
import { CompareButton } from './CompareButton.tsx'

const markupOf = (count: number) =>
  renderToStaticMarkup(
    <MemoryRouter>
      <CompareButton
        selected={Array.from({ length: count }, (_, at) => ({
          info: { run_id: `run${at}`, experiment_id: String(at % 2), status: 'FINISHED', lifecycle_stage: 'active' },
          data: {},
        }))}
        choice="best"
      />
    </MemoryRouter>,
  )

test('leads to the selected runs, of their experiments and with the value that is shown', () => {
  const [, link] = /href="([^"]*)"/.exec(markupOf(3)) ?? []
  expect(link?.replaceAll('&amp;', '&')).toBe('/compare/runs?runs=run0,run1,run2&experiments=0,1&value=best')
})

test('at most 200 selected runs can be compared', () => {
  expect(markupOf(200)).toContain('run199&amp;experiments')
  expect(markupOf(201)).toContain('Select at most 200 runs to compare, or clear the selection and compare all')
  expect(markupOf(201)).not.toContain('href')
})
