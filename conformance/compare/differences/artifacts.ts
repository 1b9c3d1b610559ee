import { bothRefuse, type Difference, mlflowFails, type Meeting, otherWords, textOf, weRefuse } from './difference.ts'

/** Whether the request's path has an escape or a hash, which MLflow decodes or cuts a second time. */
const isEscaped = (met: Meeting) => /[%#]/.test(textOf(met))

/** The name under which a client saves the file: `filename*` if there is one, else `filename` (RFC 6266). */
const nameIn = (disposition: unknown) => {
  const [, exact, quoted, plain] =
    /filename\*=UTF-8''(\S+)|filename="([^"]*)"$|filename=([^";]+)$/.exec(String(disposition)) ?? []
  return exact ?? quoted ?? plain
}

/** Whether our message is MLflow's detail, if it has one; see `path-shown` for the slash. */
const saysTheDetail = ({ real, ours }: Meeting) => {
  const { detail } = (real.isJson ? real.body : {}) as { detail?: unknown }
  const { message } = ours.body as { message?: unknown }
  return detail === undefined || String(detail).replace(/\/'$/, "'") === message
}

/** What server-info says since 3.18. */
const newFields = new Set([
  'artifact_serving_enabled',
  'artifacts_presigned_only',
  'model_artifact_presigned_downloads_supported',
  'tracking_auth',
  'features_enabled.scheduled_issue_detection',
])

const normal = (path: string) =>
  path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/')

/** Differences in artifacts and messages about them. */
export const artifactDifferences: readonly Difference[] = [
  {
    id: 'path-as-sent',
    covers: (met) =>
      isEscaped(met) &&
      ((met.atom.at === 'outcome' && met.atom.ours === '200' && /Invalid path/.test(String(met.atom.real))) ||
        bothRefuse(met, { real: /Invalid path/, ours: /404 / })),
  },
  {
    id: 'path-characters',
    covers: (met) =>
      weRefuse(met, { ours: /Invalid path/ }) ||
      mlflowFails(met, { ours: /Invalid path/ }) ||
      bothRefuse(met, { real: /^404/, ours: /Invalid path/ }),
  },
  {
    id: 'path-normal',
    covers: ({ atom }) => /^files\[\d\]\.path$/.test(atom.at) && normal(String(atom.real)) === atom.ours,
  },
  {
    id: 'path-shown',
    covers: (met) =>
      otherWords(met, {
        real: /No such artifact|refers to a directory/,
        ours: /No such artifact|refers to a directory/,
      }) && /\/\/|\/'|\/\.[/']/.test(String(met.atom.real)),
  },
  {
    id: 'dot-segments',
    covers: ({ atom, real, ours, request }) =>
      atom.at === 'outcome' &&
      real.status === 500 &&
      ours.status === 200 &&
      /"\.\/|\/\.\//.test(JSON.stringify(request)),
  },
  {
    id: 'disposition-name',
    covers: ({ atom }) => atom.at === 'header content-disposition' && nameIn(atom.real) === nameIn(atom.ours),
  },
  { id: 'range-json', covers: ({ real, ours }) => real.status === 416 && ours.status === 416 && ours.isJson },
  {
    id: 'proxy-json',
    covers: (met) =>
      met.request.path.includes('mlflow-artifacts/') &&
      met.real.status === met.ours.status &&
      bothRefuse(met, { real: /^4\d\d (JSON|text|HTML)/ }) &&
      saysTheDetail(met),
  },
  {
    id: 'put-on-folder',
    covers: (met) =>
      met.request.method === 'PUT' &&
      mlflowFails(met, { real: /^500 text/, ours: /^400 .*refers to a directory, not a file/ }),
  },
  {
    id: 'server-info',
    covers: ({ atom }) =>
      /^(presigned_upload_(run|model)_id_supported|features_enabled\.gateway)$/.test(atom.at) &&
      atom.real === true &&
      atom.ours === false,
  },
  {
    id: 'since-3-18',
    covers: (met) =>
      newFields.has(met.atom.at)
        ? met.atom.real === undefined
        : otherWords(met, { real: /specify run_uuid/, ours: /specify run_id or run_uuid/ }),
  },
  {
    id: 'model-json',
    covers: (met) => mlflowFails(met, { endpoint: /^logModel$/, ours: /Model json|Malformed model info/ }),
  },
]
