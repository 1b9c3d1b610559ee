/**
 * Schemes whose URIs name a host: whoever opened such a URI would be sent there, so they are refused unless the operator
 * allows them (docs/rest-contract.md §6.1 item 2). `mlflow-artifacts:/…` without a host is this server's own store.
 */
export const HOST_SCHEMES: readonly string[] = [
  'http',
  'https',
  'ftp',
  'sftp',
  'hdfs',
  'viewfs',
  'r2',
  'b2',
  'abfss',
  'mlflow-artifacts',
]

/** MLflow's own variable for the schemes that are allowed, a comma-separated list. */
export const MLFLOW_VARIABLE = 'MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES'

/** How an operator can allow such a scheme. */
export const allowHint = `Set the ${MLFLOW_VARIABLE} environment variable on the server to allow it. The flag --allow-artifact-schemes does the same.`
