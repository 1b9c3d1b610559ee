import { createHash } from 'node:crypto'
import { DEFAULT_WORKSPACE } from '#contract/workspaces.ts'

/** The file, in the data folder, with what is kept of a workspace; `''` is the one of a request that names none. */
export const bookName = (workspace: string): string =>
  workspace === '' || workspace === DEFAULT_WORKSPACE ? 'mlflow.db' : `mlflow-${digestOf(workspace)}.db`

const digestOf = (workspace: string) => createHash('sha256').update(workspace).digest('hex').slice(0, 16)
