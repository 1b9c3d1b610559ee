/** Below the base path. GET tells whether it is loaded, POST loads, DELETE removes; only the embedded backend has it. */
export const samplePath = 'modelshelf/sample'

/** What GET answers: since when (ms) the sample project is there, if it is. */
export type SampleState = { loaded_at?: number }

/** What POST and DELETE answer: how much came or went, and how long the server took for it (ms). */
export type SampleChange = SampleCounts & { milliseconds: number }

export type SampleCounts = {
  experiments: number
  runs: number
  registered_models: number
  model_versions: number
}
