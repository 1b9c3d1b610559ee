import type { Run } from '#contract/runs.ts'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'

/** Facts of a run that MLflow stores in tags. */
export function factsOf({ info, data: { tags } }: Run) {
  const said = (key: string) => {
    const value = tagValue(tags, key)
    return value === undefined ? undefined : withoutSecrets(value)
  }
  const source = said('mlflow.source.name')
  return {
    user: tagValue(tags, 'mlflow.user') || info.user_id || undefined,
    source,
    /** The last part of the source's path, which is what people recognise. */
    sourceName: source?.split(/[\\/]/).findLast(Boolean),
    commit: tagValue(tags, 'mlflow.source.git.commit'),
    branch: tagValue(tags, 'mlflow.source.git.branch'),
    repository: said('mlflow.source.git.repoURL'),
    parent: tagValue(tags, 'mlflow.parentRunId'),
    note: tagValue(tags, NOTE_TAG),
  }
}
