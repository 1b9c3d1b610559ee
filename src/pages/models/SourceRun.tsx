import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { BY_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { versionQueries } from '../../api/versions.ts'
import { paths } from '../../paths.ts'
import { shortId } from '../../ui/short-id.ts'

/** The run a version came from; one request answers for all versions of the model. */
const useSourceRun = ({ name, run_id }: ModelVersion) =>
  useQuery({ ...versionQueries.sourceRuns(name), enabled: Boolean(run_id) }).data?.get(run_id ?? '')

export function SourceRunLink({ version }: { version: ModelVersion }) {
  const run = useSourceRun(version)
  if (!version.run_id) return <span>–</span>
  return (
    <Link component={RouterLink} to={paths.run(version.run_id)} title={version.run_id}>
      <bdi>{run?.info.run_name || shortId(version.run_id)}</bdi>
    </Link>
  )
}

/** Who registered a version: who says so, else whose run it was. */
export function RegisteredBy({ version }: { version: ModelVersion }) {
  const run = useSourceRun(version)
  return <bdi>{tagValue(version.tags, BY_TAG) || run?.info.user_id || '–'}</bdi>
}
