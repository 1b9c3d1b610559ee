import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { loggedIdOf } from '#contract/model-uri.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Run } from '#contract/runs.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { loggedModelQueries } from '../../../api/logged-models.ts'
import { isUnknownRun, runQueries } from '../../../api/runs.ts'
import { type Part, known, pending, unknown } from '../../../domain/changes/part.ts'
import { isNotFound } from '../../../parts/use-owner-gone.ts'

export type Measured = { run: Part<Run>; measured: Part<{ run?: Run; model?: LoggedModel }> }

/** The run that a version came from, and what is measured: by the run, its logged model, or both. */
export function useMeasured({ version, source = '', run_id = '', model_id = '' }: ModelVersion): Measured {
  const loggedId = loggedIdOf({ source, run_id, model_id })
  const run = useQuery({ ...runQueries.detail(run_id), enabled: run_id !== '' })
  const model = useQuery({ ...loggedModelQueries.detail(loggedId), enabled: loggedId !== '' })
  const which = `version ${version}`
  const runPart = run_id ? partOfRun(run, which) : unknown(`Version ${version} has no source run.`)
  return { run: runPart, measured: measuredOf(runPart, loggedId ? model : undefined, which) }
}

/** The run as far as it is read; `which` names the version in a sentence. */
export function partOfRun({ data, error, refetch }: UseQueryResult<Run>, which: string): Part<Run> {
  if (data) return known(data)
  if (isUnknownRun(error))
    return unknown(`The source run of ${which} is on another server, or was permanently deleted.`)
  if (error) return unknown(`The source run of ${which} could not be loaded: ${error.message}`, () => void refetch())
  return pending
}

export function measuredOf(
  run: Part<Run>,
  model: UseQueryResult<LoggedModel> | undefined,
  which: string,
): Measured['measured'] {
  if (run.state === 'pending' || (model && !model.data && !model.error)) return pending
  // A deleted logged model leaves the run's values, and the other way around.
  if (model?.error && !model.data && !isNotFound(model.error))
    return unknown(
      `The logged model of ${which} could not be loaded: ${model.error.message}`,
      () => void model.refetch(),
    )
  if (run.state === 'unknown' && !model?.data) return run
  return known({ ...(run.state === 'known' && { run: run.value }), ...(model?.data && { model: model.data }) })
}
