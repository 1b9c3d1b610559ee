import { isSample } from './interval.ts'
import { bothRefuse, type Difference, mlflowFails, otherWords, weRefuse } from './difference.ts'

const blank = /Invalid experiment name: '\s*'/
const createExperiment = /^createExperiment$/

/** Differences in experiments, runs and metrics. */
export const trackingDifferences: readonly Difference[] = [
  {
    id: 'workspace',
    covers: ({ atom }) => /^experiments?(\[\d+\])?\.workspace$/.test(atom.at) && atom.real === 'default',
  },
  {
    id: 'experiment-digits',
    covers: (met) =>
      weRefuse(met, { ours: /Invalid experiment ID '[^\x20-\x7e]/ }) ||
      bothRefuse(met, { ours: /Invalid experiment ID '[^\x20-\x7e]/ }),
  },
  {
    id: 'experiment-too-large',
    covers: (met) => mlflowFails(met, { real: /Python int too large/, ours: /404 .*No Experiment with id=\d{19,}/ }),
  },
  { id: 'experiment-blank', covers: (met) => weRefuse(met, { ours: blank }) || bothRefuse(met, { ours: blank }) },
  {
    id: 'taken-no-sql',
    covers: (met) =>
      otherWords(met, { endpoint: createExperiment, real: /already exists\. Error: /, ours: /already exists\.$/ }),
  },
  {
    id: 'rename-experiment',
    covers: (met) =>
      bothRefuse(met, {
        endpoint: /^updateExperiment$/,
        real: /UNIQUE constraint failed/,
        ours: /RESOURCE_ALREADY_EXISTS/,
      }),
  },
  {
    id: 'rename-deleted',
    covers: (met) =>
      mlflowFails(met, { endpoint: /^updateExperiment$/, ours: /Cannot rename a non-active experiment/ }),
  },
  {
    id: 'outputs-again',
    sameEffect: true,
    covers: ({ endpoint, atom, real }) =>
      endpoint === 'logOutputs' &&
      atom.ours === '200' &&
      real.status === 400 &&
      /UNIQUE constraint failed: inputs/.test(String(atom.real)),
  },
  {
    id: 'location-places',
    covers: (met) => weRefuse(met, { endpoint: createExperiment, ours: /artifact_location/ }),
  },
  {
    id: 'location-words',
    covers: (met) => otherWords(met, { endpoint: createExperiment, ours: /artifact_location/ }),
  },
  {
    id: 'duplicate-tags',
    covers: ({ atom, real }) =>
      atom.at === 'outcome' &&
      atom.ours === '200' &&
      /UNIQUE constraint failed: \w*tags/.test(String(atom.real)) &&
      real.status === 400,
  },
  {
    id: 'run-without-experiment',
    covers: (met) =>
      bothRefuse(met, {
        endpoint: /^createRun$/,
        real: /FOREIGN KEY constraint/,
        ours: /Missing value for required parameter 'experiment_id'/,
      }),
  },
  { id: 'create-run-tags', covers: (met) => weRefuse(met, { endpoint: /^createRun$/, ours: /tags\[0\]\.key/ }) },
  {
    id: 'create-run-tag-cut',
    covers: ({ endpoint, atom }) =>
      /^(createRun|getRun)$/.test(endpoint) &&
      /tags\[\d\]\.value$/.test(atom.at) &&
      String(atom.real).length === 8001 &&
      String(atom.ours).length === 8000,
  },
  {
    id: 'end-time-zero',
    covers: ({ atom }) => atom.at.endsWith('.end_time') && atom.real === undefined && atom.ours === 0,
  },
  {
    id: 'metric-unknown-model',
    covers: (met) => bothRefuse(met, { real: /FOREIGN KEY constraint/, ours: /404 .*Logged model with ID/ }),
  },
  {
    id: 'bulk-in-body',
    covers: ({ endpoint, request, ours }) =>
      endpoint.startsWith('getMetricHistoryBulk') &&
      request.method === 'GET' &&
      request.body !== undefined &&
      ours.status === 200,
  },
  {
    id: 'interval-samples',
    covers: ({ endpoint, atom, request, real, ours }) =>
      endpoint === 'getMetricHistoryBulkInterval' && atom.at.startsWith('metrics') && isSample(request, real, ours),
  },
]
