import { bothRefuse, type Difference, mlflowFails, otherWords, weRefuse } from './difference.ts'

const createVersion = /^createVersion$/

/** Differences in registered models and model versions. */
export const registryDifferences: readonly Difference[] = [
  {
    id: 'version-digits',
    covers: (met) => weRefuse(met, { ours: /Parameter 'version' must be an integer, got '(?! *[0-9]+ *$)/ }),
  },
  {
    id: 'version-too-large',
    covers: (met) => mlflowFails(met, { real: /Python int too large/, ours: /404 .*version=\d{19,}\) not found/ }),
  },
  {
    id: 'archive-inactive',
    covers: (met) =>
      mlflowFails(met, { endpoint: /^transitionStage$/, ours: /cannot archive existing model versions/ }),
  },
  {
    id: 'rename-no-sql',
    covers: (met) =>
      otherWords(met, { endpoint: /^renameModel$/, real: /already exists\. Error: /, ours: /already exists\.$/ }),
  },
  {
    id: 'rename-too-long',
    covers: (met) => bothRefuse(met, { endpoint: /^renameModel$/, ours: /'name' exceeds the maximum length of 256/ }),
  },
  {
    id: 'download-uri-words',
    covers: (met) => otherWords(met, { endpoint: /^getDownloadUri$/, ours: /Missing value for required parameter/ }),
  },
  {
    id: 'download-uri-runs',
    covers: ({ atom, endpoint }) =>
      endpoint === 'getDownloadUri' &&
      atom.at === 'artifact_uri' &&
      /^runs:\/<run\d*>/.test(String(atom.real)) &&
      String(atom.ours).replace(/^mlflow-artifacts:\/<experiment\d*>\/(<run\d*>)\/artifacts/, 'runs:/$1') === atom.real,
  },
  {
    id: 'nul-in-name',
    covers: (met) => weRefuse(met, { ours: /Names cannot contain NUL/ }),
  },
  {
    id: 'source-shown-as-sent',
    covers: (met) =>
      otherWords(met, {
        endpoint: createVersion,
        real: /To use a local path/,
        ours: /To use a local path.*--allow-source/,
      }),
  },
  {
    id: 'source-hint',
    covers: (met) =>
      otherWords(met, { endpoint: createVersion, real: /Set the MLFLOW_ALLOWED_HOST/, ours: /cannot use the/ }),
  },
  {
    id: 'source-host',
    covers: (met) =>
      mlflowFails(met, { endpoint: createVersion, real: /not a valid remote uri/, ours: /To use a local path/ }),
  },
  {
    id: 'source-of-nothing',
    covers: (met) =>
      otherWords(met, { endpoint: createVersion, real: /'models:\/'/, ours: /an absolute path must be/ }),
  },
  {
    id: 'source-too-long',
    covers: (met) => otherWords(met, { endpoint: createVersion, ours: /'source' exceeds the maximum length/ }),
  },
  {
    id: 'source-unknown-model',
    covers: (met) => mlflowFails(met, { endpoint: createVersion, ours: /404 .*Logged model with ID/ }),
  },
  {
    id: 'source-empty-stage',
    covers: (met) => mlflowFails(met, { endpoint: createVersion, ours: /No versions of model with name/ }),
  },
  {
    id: 'source-run-of-model',
    covers: (met) =>
      weRefuse(met, {
        endpoint: createVersion,
        ours: /'models:\/<model>'. The run_id request parameter must identify/,
      }),
  },
]
