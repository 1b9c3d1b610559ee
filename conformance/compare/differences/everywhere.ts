import { type Difference, otherWords, weRefuse } from './difference.ts'

const listField = /(?:Invalid|Missing) value .*for (?:required )?parameter '\w+(\[\d+\]|\.\w+)/

/** Differences any endpoint may show. */
export const generalDifferences: readonly Difference[] = [
  { id: 'error-extras', covers: ({ atom }) => atom.at === 'sqlstate' || atom.at === 'error_class' },
  {
    id: 'length-limits',
    covers: (met) => weRefuse(met, { ours: /'[\w .]+' exceeds the maximum length of \d+ characters/ }),
  },
  {
    id: 'nested-fields',
    covers: (met) => weRefuse(met, { ours: listField }) || otherWords(met, { ours: listField }),
  },
  {
    id: 'camel-required',
    covers: ({ atom, real, ours, request }) =>
      atom.at === 'outcome' &&
      /^400 .*Missing value for required parameter '\w+_\w+'/.test(String(atom.real)) &&
      real.status === 400 &&
      ours.status < 400 &&
      /"[a-z]+[A-Z]\w*":/.test(JSON.stringify(request.body)),
  },
]
