import type { ModelVersion } from '#contract/versions.ts'

export type Way = { id: string; label: string; code: string }

/** The ways to load a version in Python, from the most exact to the one that follows what people decide. */
export function waysToLoad({ name, version, current_stage, aliases = [] }: ModelVersion, trackingUri: string): Way[] {
  const way = (id: string, label: string, uri: string): Way => ({ id, label, code: loading(uri, trackingUri) })
  return [
    way('version', `Version ${version}`, `models:/${name}/${version}`),
    ...(current_stage && current_stage !== 'None'
      ? [way('stage', `Newest in ${current_stage}`, `models:/${name}/${current_stage}`)]
      : []),
    ...aliases.map((alias) => way(`alias ${alias}`, `@${alias}`, `models:/${name}@${alias}`)),
  ]
}

const loading = (uri: string, trackingUri: string) => `import mlflow

mlflow.set_tracking_uri(${python(trackingUri)})
model = mlflow.pyfunc.load_model(${python(uri)})
predictions = model.predict(data)`

/** A Python string literal: Python reads JSON's escapes alike. */
const python = (text: string) => JSON.stringify(text)
