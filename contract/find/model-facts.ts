/** Ours, on the embedded backend: what the list of models shows besides what MLflow answers, `?names=["a","b"]`. */
export const modelFactsPath = 'modelshelf/model-facts'

/** The most models in one request. */
export const MOST_FACTS = 100

/** What a list shows of a model besides itself. */
export type ModelFacts = {
  name: string
  /** How many versions are in each stage that people use. */
  counts: { Production: number; Staging: number }
  /** Since when the highest version in Production is there, in ms; missing if it moved there before the log began. */
  since?: number
  /** The run that this version came from, and the last values of its metrics. */
  run_id?: string
  metrics: { key: string; value: number | string }[]
}
