/** The most versions and runs that a search in front of MLflow reads, 1000 and 500 a request, so that a registry of any size is searched soon. */
export const MOST_VERSIONS = 10_000
export const MOST_RUNS = 5000
