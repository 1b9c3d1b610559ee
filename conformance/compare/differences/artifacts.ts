import { type Difference, mlflowFails, weRefuse } from './difference.ts'

/** Differences in artifacts and what is told of them. */
export const artifactDifferences: readonly Difference[] = [
  {
    id: 'path-as-sent',
    covers: ({ atom, request }) =>
      atom.at === 'outcome' &&
      atom.ours === '200' &&
      /Invalid path/.test(String(atom.real)) &&
      /[%#]/.test(JSON.stringify(request)),
  },
  {
    id: 'path-characters',
    covers: (met) => weRefuse(met, { ours: /Invalid path/ }) || mlflowFails(met, { ours: /Invalid path/ }),
  },
  {
    id: 'path-normal',
    covers: ({ atom }) =>
      /^files\[\d\]\.path$/.test(atom.at) && String(atom.real).replaceAll(/\/+/g, '/') === atom.ours,
  },
  {
    id: 'model-json',
    covers: (met) => mlflowFails(met, { endpoint: /^logModel$/, ours: /Model json|Malformed model info/ }),
  },
]
