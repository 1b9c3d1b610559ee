import { type Difference, mlflowFails, otherWords, textOf, weRefuse } from './difference.ts'
import { namesThePart } from './named.ts'

const searches = /^search/

/** Differences in filters, orders and pages. */
export const searchDifferences: readonly Difference[] = [
  { id: 'order-twice', covers: (met) => mlflowFails(met, { endpoint: searches, ours: /contains duplicate fields/ }) },
  {
    id: 'more-orders',
    covers: (met) =>
      otherWords(met, { endpoint: searches, real: /Valid keys are/, ours: /Valid keys are .*timestamp/ }),
  },
  {
    id: 'order-spaces',
    covers: ({ endpoint, atom }) =>
      searches.test(endpoint) &&
      atom.at === 'outcome' &&
      atom.ours === '200' &&
      /Invalid order_by clause '\s.*Could not be parsed/.test(String(atom.real)),
  },
  {
    id: 'filter-words',
    covers: (met) =>
      namesThePart(met) &&
      otherWords(met, {
        endpoint: searches,
        real: /filter|Invalid (attribute key|comparison|comparator|entity|value for numeric)|Expected|Parameter value|While parsing/,
      }),
  },
  {
    id: 'and-required',
    covers: (met) =>
      weRefuse(met, { endpoint: searches, ours: /Invalid clause\(s\) in filter string|Invalid filter string/ }),
  },
  {
    id: 'like-any-case',
    covers: ({ endpoint, atom }) =>
      searches.test(endpoint) &&
      atom.at === 'outcome' &&
      atom.ours === '200' &&
      /Invalid comparator\W.*\blike\b/.test(String(atom.real)),
  },
  {
    id: 'ilike-beyond-ascii',
    covers: (met) => met.atom.at.startsWith('experiments') && textOf(met).includes(`name ILIKE 'case-é'`),
  },
  {
    id: 'null-tests',
    covers: (met) => mlflowFails(met, { endpoint: searches, ours: /IS NULL \/ IS NOT NULL is not supported/ }),
  },
  {
    id: 'max-results-positive',
    covers: (met) => weRefuse(met, { endpoint: /^search(Logged)?Models$/, ours: /must be a positive integer/ }),
  },
  {
    id: 'prompt-version-gone',
    covers: ({ endpoint, atom, request }) =>
      endpoint === 'searchVersions' &&
      atom.at === 'model_versions' &&
      atom.real === undefined &&
      /name = 'half-[\w-]+'/.test(JSON.stringify(request.query)),
  },
  {
    id: 'run-name-untagged',
    covers: ({ endpoint, atom, request }) =>
      endpoint === 'searchRuns' &&
      atom.at === 'runs' &&
      /run_name/.test(JSON.stringify(request.body)) &&
      atom.real === undefined &&
      !/"mlflow\.runName"/.test(JSON.stringify(atom.ours)),
  },
  { id: 'token-negative', covers: (met) => weRefuse(met, { ours: /Invalid page token, decoded value=.*-1/ }) },
]
