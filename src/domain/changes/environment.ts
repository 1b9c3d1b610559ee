import type { Libraries } from '#contract/libraries.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import { requirementChanges } from '#contract/requirements/changes.ts'
import { type ValueChange, valueChanges } from './values.ts'

/** Python, MLflow and the libraries of the flavours. */
export function environmentOf(model: MlModel | undefined): Map<string, string> {
  const found = new Map<string, string>()
  if (model?.python_version) found.set('Python', model.python_version)
  if (model?.mlflow_version) found.set('MLflow', model.mlflow_version)
  for (const { name, version = 'present' } of model?.flavors ?? []) found.set(`Flavour ${name}`, version)
  return found
}

type Both<T> = readonly [before: T | undefined, after: T | undefined]

/** The environments of two models side by side, and the lines of their requirements that name no package. */
export function environmentChanges([before, after]: Both<MlModel>, [was, is]: Both<Libraries | null>): ValueChange[] {
  const { other } = requirementChanges(was?.requirements ?? [], is?.requirements ?? [])
  return [
    ...valueChanges(environmentOf(before), environmentOf(after)),
    ...valueChanges(optionsOf(other.before), optionsOf(other.after)),
  ]
}

const optionsOf = (lines: readonly string[]) => new Map(lines.map((line) => [line, 'Listed']))
