import type { Run } from '#contract/runs.ts'
import { ownTags } from '#contract/tags.ts'
import { duration } from '../../ui/text/duration.ts'
import { shortId } from '../../ui/text/short-id.ts'
import { exactTime, isTime } from '../../ui/text/time.ts'
import { datasetsOf } from '../changes/datasets.ts'
import { known } from '../changes/part.ts'
import { pointOf } from '../metric-point.ts'
import { factsOf } from '../runs/run-facts.ts'
import type { ComparedThing } from './compared.ts'

/** The value of each metric of a run: the last that was logged. The table and all charts of single values use these. */
export const metricsOfRun = ({ data }: Run): Map<string, number> =>
  new Map((data.metrics ?? []).map((metric) => [metric.key, pointOf(metric).value]))

export const nameOfRun = (run: Run | undefined): string => (run ? run.info.run_name || shortId(run.info.run_id) : '')

/** The names of runs that are compared, by their ids; those of the same name have a part of their id too. */
export function namesOfRuns(runs: readonly Run[]): Map<string, string> {
  const counts = new Map<string, number>()
  for (const run of runs) counts.set(nameOfRun(run), (counts.get(nameOfRun(run)) ?? 0) + 1)
  return new Map(
    runs.map((run) => {
      const [name, id] = [nameOfRun(run), run.info.run_id]
      return [id, (counts.get(name) ?? 0) > 1 ? `${name} (${id.slice(0, 8)})` : name]
    }),
  )
}

/** A run as it is compared; `experiment` is the name of its experiment. */
export function comparedRun(run: Run, experiment: string): ComparedThing {
  const { run_id, start_time: start, end_time: end } = run.info
  const times = { 'Run.Started': start, 'Run.Duration': start && end ? end - start : undefined }
  return {
    id: run_id,
    sortKeys: new Map(Object.entries(times).filter((time): time is [string, number] => time[1] !== undefined)),
    parts: {
      Metrics: known(metricsOfRun(run)),
      Parameters: known(new Map((run.data.params ?? []).map(({ key, value }) => [key, value]))),
      Datasets: known(datasetsOf(run)),
      Run: known(aboutRun(run, experiment)),
      Tags: known(new Map(ownTags(run.data.tags).map(({ key, value }) => [key, value]))),
    },
  }
}

function aboutRun({ info, data, ...others }: Run, experiment: string): Map<string, string> {
  const { user, source, commit, branch, note } = factsOf({ info, data, ...others })
  const { run_name, status, lifecycle_stage, start_time: start, end_time: end } = info
  const facts = {
    Name: run_name,
    Experiment: experiment,
    Status: status,
    Deleted: lifecycle_stage === 'deleted' ? 'Yes' : undefined,
    Started: start !== undefined && isTime(start) ? exactTime(start) : undefined,
    Duration: start !== undefined && end ? duration(end - start) : undefined,
    User: user,
    Source: source,
    'Git commit': commit,
    'Git branch': branch,
    Description: note,
  }
  return new Map(Object.entries(facts).filter((fact): fact is [string, string] => !!fact[1]))
}
