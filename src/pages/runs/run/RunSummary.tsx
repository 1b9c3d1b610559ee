import type { Run } from '#contract/runs.ts'
import { ExperimentLink } from '../../../parts/ExperimentLink.tsx'
import { RunLink } from '../../../parts/RunLink.tsx'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { Fact } from '../../../ui/layout/Facts.tsx'
import { RunDuration } from '../../../domain/runs/RunDuration.tsx'
import { RunStatusLabel } from '../../../domain/runs/RunStatusLabel.tsx'
import { Whole } from '../../../ui/text/Whole.tsx'
import { Summary } from '../../../ui/layout/Summary.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { CommitLink } from '../../../domain/CommitLink.tsx'
import { factsOf } from '../../../domain/runs/run-facts.ts'

/** A run's status, user, times and source. */
export function RunSummary({ run }: { run: Run }) {
  const { info } = run
  const { user, source, sourceName, commit, repository, parent } = factsOf(run)
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
        <bdi>{user ?? '–'}</bdi>
      </Fact>
      <Fact name="Experiment">
        <ExperimentLink id={info.experiment_id} />
      </Fact>
      {source && (
        <Fact name="Source">
          <code>
            <Whole text={source} shown={sourceName ?? source} what="Source" />
          </code>
          <CopyButton text={source} what="source" />
        </Fact>
      )}
      {commit && (
        <Fact name="Git commit">
          <CommitLink repository={repository} commit={commit} length={7} />
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
