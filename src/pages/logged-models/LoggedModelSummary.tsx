import type { LoggedModel } from '#contract/logged-models.ts'
import { ExperimentLink } from '../../parts/ExperimentLink.tsx'
import { RunLink } from '../../parts/RunLink.tsx'
import { Fact } from '../../ui/layout/Facts.tsx'
import { Summary } from '../../ui/layout/Summary.tsx'
import { LoggedModelStatus } from '../../domain/LoggedModelStatus.tsx'
import { Time } from '../../ui/text/Time.tsx'

/** A logged model's status and origin. */
export function LoggedModelSummary({ model: { info } }: { model: LoggedModel }) {
  return (
    <Summary>
      <Fact name="Status">
        <LoggedModelStatus status={info.status} />
      </Fact>
      <Fact name="Created">
        <Time ms={info.creation_timestamp_ms} />
      </Fact>
      {info.model_type && (
        <Fact name="Type">
          <bdi title={info.model_type}>{info.model_type}</bdi>
        </Fact>
      )}
      <Fact name="Experiment">
        <ExperimentLink id={info.experiment_id} />
      </Fact>
      <Fact name="Source run">{info.source_run_id ? <RunLink id={info.source_run_id} /> : '–'}</Fact>
    </Summary>
  )
}
