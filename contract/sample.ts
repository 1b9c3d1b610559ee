/** Path below the base path, embedded backend only. GET says whether the sample is loaded, POST loads it, DELETE removes it. */
export const samplePath = 'modelshelf/sample'

/** Answer of GET: when (ms) the sample project was loaded, if it is. */
export type SampleState = { loaded_at?: number }

/** Answer of POST and DELETE: how much was added or removed, and how long that took (ms). */
export type SampleChange = SampleCounts & { milliseconds: number }

export type SampleCounts = {
  experiments: number
  runs: number
  registered_models: number
  model_versions: number
}
