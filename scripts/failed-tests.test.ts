import type { JSONReport, JSONReportSpec, JSONReportSuite } from '@playwright/test/reporter'
import { expect, test } from 'vitest'
import type { JsonAssertionResult, JsonTestResult } from 'vitest/reporters'
import { failedTests } from './failed-tests.mjs'

// The reporters' own types hold the shapes.

test('names what failed in Vitest, also a file that does not load', () => {
  const testResults = [
    file('a.test.ts', [result('breaks', ['Error: 1 is not 2\n    at a.test.ts:3']), result('works', [])]),
    file('b.test.ts', [], "Cannot find module './absent.ts'\nImported from b.test.ts"),
  ]
  expect(failedTests({ testResults }, '/root')).toEqual([
    'a.test.ts › outer › breaks: Error: 1 is not 2',
    "b.test.ts: Cannot find module './absent.ts' · Imported from b.test.ts",
  ])
})

test('names what failed in Playwright, with its project', () => {
  const outer = { title: 'outer', specs: [spec('breaks', 'unexpected'), spec('wavers', 'flaky')] } as JSONReportSuite
  const suites = [{ title: 'c.spec.ts', specs: [spec('works', 'expected')], suites: [outer] }] as JSONReportSuite[]
  expect(failedTests({ suites } satisfies Partial<JSONReport>, '/root')).toEqual([
    '[mlflow-3] › c.spec.ts › outer › breaks: Error: gone · Locator: none',
    '[mlflow-3] › c.spec.ts › outer › wavers: Error: gone · Locator: none',
  ])
})

test('names nothing in a report that was never written', () => {
  expect(failedTests(undefined, '/root')).toEqual([])
})

const result = (title: string, failureMessages: string[]) =>
  ({
    ancestorTitles: ['outer'],
    title,
    status: failureMessages.length > 0 ? 'failed' : 'passed',
    failureMessages,
  }) satisfies Partial<JsonAssertionResult>

const file = (name: string, results: ReturnType<typeof result>[], message = '') =>
  ({
    name: `/root/${name}`,
    status: 'failed',
    message,
    assertionResults: results as JsonAssertionResult[],
  }) satisfies Partial<JsonTestResult>

const spec = (title: string, status: 'expected' | 'unexpected' | 'flaky') =>
  ({
    title,
    tests: [
      {
        projectName: 'mlflow-3',
        status,
        results: [{ error: { message: '\u001B[31mError:\u001B[39m gone\n\nLocator: none\n' } }],
      },
    ],
  }) as JSONReportSpec
