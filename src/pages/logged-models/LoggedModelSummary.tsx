import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import type { LoggedModel } from '#contract/logged-models.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { runQueries } from '../../api/runs.ts'
import { paths } from '../../paths.ts'
import { Fact } from '../../ui/layout/Facts.tsx'
import { Id } from '../../ui/text/Id.tsx'
import { Summary } from '../../ui/layout/Summary.tsx'
import { LoggedModelStatus } from '../../domain/LoggedModelStatus.tsx'
import { Time } from '../../ui/text/Time.tsx'

/** How a logged model stands, and where it came from. */
export function LoggedModelSummary({ model: { info } }: { model: LoggedModel }) {
  const experiment = useQuery(experimentQueries.detail(info.experiment_id)).data
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
        <Link component={RouterLink} to={paths.runs([info.experiment_id])} title={experiment?.name}>
          {experiment?.name ?? info.experiment_id}
        </Link>
      </Fact>
      <Fact name="Source run">{info.source_run_id ? <SourceRun id={info.source_run_id} /> : '–'}</Fact>
    </Summary>
  )
}

function SourceRun({ id }: { id: string }) {
  const name = useQuery(runQueries.detail(id)).data?.info.run_name
  if (!name) return <Id value={id} what="run id" to={paths.run(id)} />
  return (
    <Link component={RouterLink} to={paths.run(id)} title={`${name} (${id})`}>
      <bdi>{name}</bdi>
    </Link>
  )
}
