/** The tables that the sample project fills, in the order that foreign keys require, with their time columns. */
export const sampleTables = {
  experiments: ['creation_time', 'last_update_time'],
  experiment_tags: [],
  runs: ['start_time', 'end_time'],
  params: [],
  tags: [],
  datasets: [],
  dataset_inputs: [],
  logged_models: ['creation_timestamp_ms', 'last_updated_timestamp_ms'],
  logged_model_params: [],
  logged_model_tags: [],
  logged_model_metrics: ['timestamp'],
  model_outputs: [],
  registered_models: ['creation_timestamp', 'last_updated_timestamp'],
  registered_model_tags: [],
  model_versions: ['creation_timestamp', 'last_updated_timestamp'],
  model_version_tags: [],
  aliases: [],
} as const satisfies Record<string, readonly string[]>

export type SampleTable = keyof typeof sampleTables

/** The folder of all sample files in the artifact store; the artifact_location of its experiments is below it. */
export const samplePlace = 'sample-project'
