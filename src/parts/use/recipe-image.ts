import { python, shell } from './quote.ts'
import { type Recipe, shellStart, type Subject } from './recipe-list.ts'

export const imageRecipe = (subject: Subject): Recipe => ({
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
})

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
