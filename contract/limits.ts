// Apart from the schemas, so that every page can know it without loading them.

/**
 * The longest description of a model or a version, in characters, that the embedded backend takes: the width of MLflow's
 * column. What is stored there fits any MLflow database; a real server takes what its own database takes.
 */
export const MAX_DESCRIPTION = 5000
