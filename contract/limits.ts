// Separate from the schemas, so that pages need not load them.

/**
 * The longest description of a model or a version that the embedded backend accepts, in characters: the width of MLflow's
 * column, so that the data fits any MLflow database. A real server accepts what its own database does.
 */
export const MAX_DESCRIPTION = 5000
