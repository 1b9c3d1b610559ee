import type { Run } from '#contract/runs.ts'
import { ExperimentLink } from '../../../parts/ExperimentLink.tsx'
import { RunLink } from '../../../parts/RunLink.tsx'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { Fact } from '../../../ui/layout/Facts.tsx'
import { RunDuration } from '../../../domain/RunDuration.tsx'
import { RunStatusLabel } from '../../../domain/RunStatusLabel.tsx'
import { Summary } from '../../../ui/layout/Summary.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { factsOf } from '../../../domain/run-facts.ts'

/** A run's status, user, times and source. */
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
          <RunLink id={parent} what="parent run ID" />
        </Fact>
      )}
    </Summary>
  )
}
