import { artifactUrl } from '#contract/artifacts.ts'
import { exampleJson } from './example-input.ts'
import { python, shell } from './quote.ts'
import { type Recipe, shellStart, type Subject } from './recipes.ts'

export const batchRecipes = ({ uri, trackingUri }: Subject): Recipe[] => [
  {
    title: 'A file at a time',
    note: 'Reads a CSV with the columns of the signature, writes the predictions as JSON. Without --env-manager local MLflow first builds an environment of the model’s own.',
    code: `${shellStart(trackingUri)}mlflow models predict \\\n  --model-uri ${shell(uri)} \\\n  --content-type csv --input-path input.csv \\\n  --output-path predictions.json --env-manager local`,
    what: 'batch command',
  },
]

export const serveRecipes = ({ uri, trackingUri, model }: Subject): Recipe[] => [
  {
    title: 'Serve it over HTTP',
    note: 'On your own machine; which version is served is settled when the command starts.',
    code: `${shellStart(trackingUri)}mlflow models serve --model-uri ${shell(uri)} --port 5001 --env-manager local`,
    what: 'serve command',
  },
  {
    title: 'Ask it',
    code: `curl http://127.0.0.1:5001/invocations \\\n  -H 'Content-Type: application/json' \\\n  -d ${shell(exampleJson(model?.signature))}`,
    what: 'request',
  },
]

export const downloadRecipes = (subject: Subject): Recipe[] => [
  {
    title: 'All files, with MLflow’s command line',
    code: `${shellStart(subject.trackingUri)}mlflow artifacts download --artifact-uri ${shell(subject.uri)} --dst-path model`,
    what: 'download command',
  },
  {
    title: 'One file, over REST',
    note: `From version ${subject.version}, with nothing but curl.`,
    code: `curl -fsSOJ ${shell(`${subject.trackingUri}/${artifactUrl(subject, 'MLmodel')}`)}`,
    what: 'curl command',
  },
  {
    title: 'Where the files are',
    code: `curl -fsS ${shell(`${api(subject)}model-versions/get-download-uri?${new URLSearchParams({ name: subject.name, version: subject.version })}`)}`,
    what: 'request',
  },
]

export const ciRecipes = (subject: Subject): Recipe[] => [
  {
    title: 'Build an image of what the registry says',
    note: 'Moving a version to a stage deploys nothing: a pipeline like this one reads the registry and does. It settles the version once, so that everything after it uses the same files.',
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
mlflow models build-docker --model-uri "models:/$MODEL/$VERSION" --name "model:$VERSION"`,
    what: 'recipe',
  },
]

/** Python that finds the version meant; `sys.argv[1]` is the model's name. */
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
