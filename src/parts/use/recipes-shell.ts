import { artifactUrl } from '#contract/artifact-url.ts'
import { exampleCsv, exampleRequest, type Request } from './example-request.ts'
import { python, shell } from './quote.ts'
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

export const ciRecipes = (subject: Subject): Recipe[] => [
  {
    title: 'Build a Docker image',
    note: 'Moving a version to a stage deploys nothing; a pipeline like this one does. It resolves the version once, so that every later step uses the same files.',
    code: `${shellStart(subject.trackingUri)}MODEL=${shell(subject.name)}
VERSION=$(python - "$MODEL" <<'EOF'
import sys
from mlflow import MlflowClient

version = ${resolving(subject)}
if version.status != "READY":
    sys.exit(f"version {version.version} is {version.status}")
print(version.version)
EOF
) || exit 1
mlflow models build-docker --model-uri "models:/$MODEL/$VERSION" --name "${imageName(subject.name)}:$VERSION"`,
    what: 'recipe',
  },
]

/** A model's name as Docker takes it for an image: small letters, digits and single dashes. */
export function imageName(model: string): string {
  const plain = model.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const name = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return name.slice(0, 100).replace(/-+$/, '') || 'model'
}

/** Python that resolves the version; `sys.argv[1]` is the model's name. */
function resolving({ parsed, version }: Subject): string {
  const client = 'MlflowClient()'
  switch (parsed.kind) {
    case 'stage':
      return `max(${client}.get_latest_versions(sys.argv[1], [${python(parsed.stage)}]), key=lambda it: int(it.version))`
    case 'alias':
      return `${client}.get_model_version_by_alias(sys.argv[1], ${python(parsed.alias)})`
    case 'latest':
      return `max(${client}.get_latest_versions(sys.argv[1]), key=lambda it: int(it.version))`
    default:
      return `${client}.get_model_version(sys.argv[1], ${python(version)})`
  }
}

const api = ({ trackingUri }: Subject) => `${trackingUri}/api/2.0/mlflow/`
