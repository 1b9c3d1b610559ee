import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { registrationQueries } from '../../../api/registrations.ts'
import { paths } from '../../../paths.ts'
import { StageChip } from '../../../domain/StageChip.tsx'
import { WholeLink } from '../../../ui/text/Whole.tsx'

/** The newest version registered from a run, with its stage, and how many more. Loaded when the row renders. */
export function VersionsCell({ runId }: { runId: string }) {
  const { data, error } = useQuery(registrationQueries.ofRun(runId))
  if (error && !data) return <span title={error.message}>unknown</span>
  const [first, ...rest] = data ?? []
  if (!first) return <span>{data && '–'}</span>
  const stage = first.current_stage ?? 'None'
  return (
    <span className="versions-cell">
      <WholeLink
        className="name-first"
        text={`${first.name}, version ${first.version}`}
        what="Version"
        to={paths.version(first)}
        width={160}
      >
        <bdi>{first.name}</bdi>
        <span>v{first.version}</span>
      </WholeLink>
      {stage !== 'None' && <StageChip stage={stage} />}
      {rest.length > 0 && (
        <RouterLink
          to={paths.runModels(runId)}
          title={rest.map(({ name, version }) => `${name}, version ${version}`).join('\n')}
        >
          +{rest.length}
        </RouterLink>
      )}
    </span>
  )
}
