import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * Names the failed tests in a JSON report of Vitest or Playwright, one line each: file › title: what the error begins with.
 * The end of a long output is often all that one sees of it.
 * @param {unknown} report what a reporter wrote, or undefined if the run died before
 * @param {string} root paths are shown from here
 * @returns {string[]}
 */
export function failedTests(report, root) {
  if (typeof report !== 'object' || report === null) return []
  if ('testResults' in report) return fromVitest(report.testResults, root)
  return 'suites' in report ? fromPlaywright(report.suites, []) : []
}

function fromVitest(files, root) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((result) => result.status === 'failed')
    // A file that fails to load has no tests.
    if (failed.length === 0) return status === 'failed' ? [line([file], message)] : []
    return failed.map(({ ancestorTitles, title, failureMessages }) =>
      line([file, ...ancestorTitles, title], failureMessages?.[0]),
    )
  })
}

function fromPlaywright(suites, above) {
  return suites.flatMap(({ title, specs = [], suites: inner = [] }) => {
    const titles = [...above, title]
    const failed = specs.flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ projectName, results }) =>
          line([`[${projectName}]`, ...titles, spec.title], results.find(({ error }) => error)?.error.message),
        ),
    )
    return [...failed, ...fromPlaywright(inner, titles)]
  })
}

function line(titles, message) {
  const lines = stripVTControlCharacters(message ?? '')
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '' && !text.startsWith('at '))
  const error = lines.slice(0, MAX_LINES).join(' · ')
  return `${titles.join(' › ')}${error ? `: ${error}` : ''}`
}

/** Enough for what was expected, what was there and where. */
const MAX_LINES = 8
