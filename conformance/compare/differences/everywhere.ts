import { bothRefuse, type Difference, mlflowFails, otherWords, textOf, weRefuse } from './difference.ts'
import { namesTheField } from './named.ts'

const listField = /(?:Invalid|Missing) value .*for (?:required )?parameter '\w+(\[\d+\]|\.\w+)/

const wrongType =
  /(?:Invalid|Missing) value .*for (?:required )?parameter '\w+'(?: supplied:  Hint: Value was of type)?/

/** Differences that any endpoint may show. */
export const generalDifferences: readonly Difference[] = [
  { id: 'error-extras', covers: ({ atom }) => atom.at === 'sqlstate' || atom.at === 'error_class' },
  {
    id: 'length-limits',
    covers: (met) => weRefuse(met, { ours: /'[\w .]+' exceeds the maximum length of \d+ characters/ }),
  },
  {
    id: 'nested-fields',
    covers: (met) =>
      namesTheField(met) &&
      (weRefuse(met, { ours: listField }) ||
        otherWords(met, { ours: listField }) ||
        mlflowFails(met, { ours: listField })),
  },
  {
    id: 'unknown-enums',
    covers: (met) => weRefuse(met, { ours: /Invalid value .* for parameter '(run_)?(view_type|status)' supplied/ }),
  },
  {
    id: 'wrong-types',
    covers: (met) =>
      namesTheField(met) &&
      (weRefuse(met, { ours: wrongType }) ||
        otherWords(met, { ours: wrongType }) ||
        mlflowFails(met, { ours: wrongType })),
  },
  {
    id: 'json-404',
    covers: ({ atom, real, ours, request }) =>
      atom.at === 'outcome' &&
      !real.isJson &&
      ours.status === 404 &&
      (/HTML/.test(String(atom.real)) || real.status === 308) &&
      (String(atom.real).startsWith('404') || /\/(\/|$)/.test(request.path)),
  },
  { id: 'json-405', covers: ({ atom, ours }) => atom.real === '405 HTML' && ours.status === 405 && ours.isJson },
  {
    id: 'both-prefixes',
    covers: ({ atom, request, ours }) =>
      /^404 (HTML|JSON)/.test(String(atom.real)) && ours.status === 200 && request.path.startsWith('api/'),
  },
  {
    id: 'path-over-body',
    covers: (met) =>
      /LoggedModel/.test(met.endpoint) &&
      (weRefuse(met, { ours: /Request specifies both/ }) ||
        bothRefuse(met, { real: /parameter 'model_id'/, ours: /404 .*Logged model with ID/ })),
  },
  {
    id: 'null-is-unset',
    covers: (met) =>
      met.atom.at === 'outcome' && met.real.status === 500 && met.ours.status === 200 && /:null/.test(textOf(met)),
  },
  {
    id: 'camel-required',
    covers: (met) =>
      met.atom.at === 'outcome' &&
      /^400 .*Missing value for required parameter '\w+_\w+'/.test(String(met.atom.real)) &&
      met.ours.status < 400 &&
      /"[a-z]+[A-Z]\w*":/.test(textOf(met)),
  },
]
