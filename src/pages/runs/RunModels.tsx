import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { runQueries } from '../../api/runs.ts'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Facts, Fact } from '../../ui/Facts.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Section } from '../../ui/Section.tsx'
import { StageChip } from '../../ui/StageChip.tsx'
import { Time } from '../../ui/Time.tsx'

/** The models a run logged, and the versions that were registered from it. */
export function RunModels({ runId }: { runId: string }) {
  const logged = useQuery(loggedModelQueries.ofRun(runId))
  const versions = useQuery(runQueries.versionsOf([runId]))
  return (
    <>
      <Section title="Logged models">
        {logged.isPending && <LoadingRows count={2} />}
        {logged.isError && (
          <ErrorNotice
            title="The logged models could not be loaded"
            error={logged.error}
            onRetry={() => void logged.refetch()}
          />
        )}
        {logged.data?.length === 0 && <p>This run has logged no model of its own.</p>}
        <Facts>
          {logged.data?.map(({ info }) => (
            <Fact key={info.model_id} name={info.name}>
              <Link component={RouterLink} to={paths.loggedModel(info.model_id)}>
                <code>{info.model_id}</code>
              </Link>
            </Fact>
          ))}
        </Facts>
      </Section>
      <Section title="Registered versions">
        {versions.isPending && <LoadingRows count={2} />}
        {versions.isError && (
          <ErrorNotice
            title="The versions could not be loaded"
            error={versions.error}
            onRetry={() => void versions.refetch()}
          />
        )}
        {versions.data?.length === 0 && <p>Nothing of this run is registered yet.</p>}
        <Facts>
          {versions.data?.map((version) => (
            <Fact key={`${version.name}/${version.version}`} name={`Version ${version.version}`}>
              <Link component={RouterLink} to={paths.version(version)}>
                {version.name}
              </Link>{' '}
              <StageChip stage={version.current_stage ?? 'None'} /> · <Time ms={version.creation_timestamp} />
            </Fact>
          ))}
        </Facts>
      </Section>
    </>
  )
}
