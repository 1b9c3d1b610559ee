import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { experimentQueries } from '../../../api/experiments.ts'
import { runQueries } from '../../../api/runs.ts'
import { paths } from '../../../paths.ts'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { Fact } from '../../../ui/layout/Facts.tsx'
import { Id } from '../../../ui/text/Id.tsx'
import { usePresence } from '../../../ui/presence.ts'
import { RunDuration } from '../../../domain/RunDuration.tsx'
import { RunStatusLabel } from '../../../domain/RunStatusLabel.tsx'
import { Summary } from '../../../ui/layout/Summary.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { factsOf } from '../../../domain/run-facts.ts'

/** How a run stands, who started it and when, and what it ran. */
export function RunSummary({ run }: { run: Run }) {
  const { info } = run
  const { user, source, sourceName, commit, parent } = factsOf(run)
  return (
    <Summary>
      <Fact name="Status">
        <RunStatusLabel status={info.status} />
      </Fact>
      <Fact name="Started">
        <Time ms={info.start_time || undefined} />
      </Fact>
      <Fact name="Duration">
        <RunDuration run={info} />
      </Fact>
      <Fact name="User">
        <bdi title={user}>{user ?? '–'}</bdi>
      </Fact>
      <Fact name="Experiment">
        <ExperimentLink id={info.experiment_id} />
      </Fact>
      {source && (
        <Fact name="Source">
          <code title={source}>{sourceName}</code>
          <CopyButton text={source} what="source" />
        </Fact>
      )}
      {commit && (
        <Fact name="Git commit">
          <code title={commit}>{commit.slice(0, 7)}</code>
          <CopyButton text={commit} what="commit" />
        </Fact>
      )}
      {parent && (
        <Fact name="Parent run">
          <ParentLink id={parent} />
        </Fact>
      )}
    </Summary>
  )
}

/** Its name is read from what the page asks for, for the breadcrumb. */
function ExperimentLink({ id }: { id: string }) {
  const name = useQuery({ ...experimentQueries.detail(id), enabled: false }).data?.name
  return (
    <Link component={RouterLink} to={paths.runs([id])} title={name}>
      {name ?? id}
    </Link>
  )
}

/** Its name is asked for when somebody is there: a page's first load may take few requests. */
function ParentLink({ id }: { id: string }) {
  const name = useQuery({ ...runQueries.detail(id), enabled: usePresence() }).data?.info.run_name
  if (!name) return <Id value={id} what="parent run id" to={paths.run(id)} />
  return (
    <Link component={RouterLink} to={paths.run(id)} title={`${name} (${id})`}>
      {name}
    </Link>
  )
}
