import { artifactUrl } from '#contract/artifact-url.ts'
import { exampleCsv, exampleRequest, type Request } from './example-request.ts'
import { shell } from './quote.ts'
import { type Recipe, shellStart, type Subject } from './recipe-list.ts'

export function batchRecipes({ uri, trackingUri, model, example }: Subject): Recipe[] {
  const csv = model && exampleCsv(model, example)
  const request = model && exampleRequest(model, example)
  const predict = (type: 'csv' | 'json') =>
    `mlflow models predict \\\n  --model-uri ${shell(uri)} \\\n  --content-type ${type} --input-path input.${type} \\\n  --output-path predictions.json --env-manager local`
  const environment = 'Without --env-manager local, MLflow first builds an environment for the model.'
  const recipe = (type: 'csv' | 'json', note: string, input = '') => ({
    title: `Score a ${type.toUpperCase()} file`,
    note: `${note} ${environment}`,
    code: `${shellStart(trackingUri)}${input}${predict(type)}`,
    what: 'batch command',
  })
  if (csv !== undefined)
    return [recipe('csv', 'The first line has the signature’s column names.', written('input.csv', csv))]
  if (request)
    return [recipe('json', 'The file is the body of a request to the server. Add rows to its lists.', fileOf(request))]
  if (hasInputs(model)) return [{ title: 'Score a file', note: noJson }]
  return [recipe('csv', 'The model has no signature: input.csv needs its training columns.')]
}

export function serveRecipes({ uri, trackingUri, model, example }: Subject): Recipe[] {
  const serve = {
    title: 'Serve it over HTTP',
    note: 'Runs on your machine. The version is resolved at startup.',
    code: `${shellStart(trackingUri)}mlflow models serve --model-uri ${shell(uri)} --port 5001 --env-manager local`,
    what: 'serve command',
  }
  const request = model && exampleRequest(model, example)
  const title = 'Send a request'
  const what = 'request'
  if (request && 'json' in request) return [serve, { title, code: send(shell(request.json)), what }]
  if (request) return [serve, { title, code: `${fileOf(request)}${send('@input.json')}`, what }]
  if (hasInputs(model)) return [serve, { title, note: noJson }]
  const note = 'The model has no signature: put its input values into the list.'
  return [serve, { title, note, code: send(`'{"inputs":[]}'`), what }]
}

const send = (data: string) =>
  `curl http://127.0.0.1:5001/invocations \\\n  -H 'Content-Type: application/json' \\\n  -d ${data}`
const hasInputs = (model: Subject['model']) => (model?.signature?.inputs ?? []).length > 0
const noJson =
  'MLflow accepts no JSON for this signature: it needs a type that JSON lacks, such as a 32-bit number inside an object. Use Python.'

/** Shell that writes the request body to input.json. */
const fileOf = (request: Request) =>
  'json' in request ? written('input.json', request.json) : `python - > input.json <<'EOF'\n${request.python}\nEOF\n`

const written = (file: string, text: string) => `cat > ${file} <<'EOF'\n${text}\nEOF\n`

export const downloadRecipes = (subject: Subject): Recipe[] => [
  {
    title: 'Download all files with the MLflow CLI',
    code: `${shellStart(subject.trackingUri)}mlflow artifacts download --artifact-uri ${shell(subject.uri)} --dst-path model`,
    what: 'download command',
  },
  ...(subject.aFile === undefined ? [] : [oneFile(subject, subject.aFile)]),
  {
    title: 'Find where the files are stored',
    code: `curl -fsS ${shell(`${api(subject)}model-versions/get-download-uri?${new URLSearchParams({ name: subject.name, version: subject.version })}`)}`,
    what: 'request',
  },
]

const oneFile = (subject: Subject, file: string): Recipe => ({
  title: 'Download one file over REST',
  note: `From version ${subject.version}, using only curl.`,
  code: `curl -fsSOJ ${shell(`${subject.trackingUri}/${artifactUrl(subject, file)}`)}`,
  what: 'curl command',
})

const api = ({ trackingUri }: Subject) => `${trackingUri}/api/2.0/mlflow/`
