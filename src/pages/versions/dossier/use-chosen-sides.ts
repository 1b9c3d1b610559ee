import type { RegisteredModel } from '#contract/models.ts'
import { known, type Part, pending, unknown, valueOf } from '../../../domain/changes/part.ts'
import type { Side } from '../../../domain/dossier/dossier.ts'
import { chosenModel, type ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'

/** These sides with the chosen value of each metric; a side whose values cannot be read says so. */
export function useChosenSides<One extends Side>(
  sides: readonly [One, ...Side[]],
  choice: ValueChoice,
  model: Part<RegisteredModel>,
): readonly [One, ...Side[]] {
  const tags = valueOf(model)?.tags
  const runs = sides.flatMap(({ measured }) => valueOf(measured)?.run ?? [])
  const keys = [...new Set(runs.flatMap(({ data }) => data.metrics?.map(({ key }) => key) ?? []))]
  const { runs: valued, isPending, error, retry } = useChosenRuns(runs, { choice, keys, tags })
  const chosen = <Any extends Side>(side: Any): Any => ({ ...side, measured: measuredOf(side.measured) })
  const measuredOf = (part: Side['measured']): Side['measured'] => {
    if (choice === 'last' || part.state !== 'known') return part
    if (error) return unknown(`The ${choice} values of metrics could not be read: ${error.message}`, retry)
    if (isPending || model.state === 'pending') return pending
    const { run, model: logged } = part.value
    const own = run && valued.find(({ info }) => info.run_id === run.info.run_id)
    return known({ ...(own && { run: own }), ...(logged && { model: chosenModel(logged, choice, tags) }) })
  }
  const [own, ...others] = sides
  return [chosen(own), ...others.map(chosen)]
}
