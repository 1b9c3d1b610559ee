import type { Libraries } from '#contract/libraries.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import type { Place } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { known, type Part, pending, unknown } from '../../../domain/changes/part.ts'
import { firstUpper } from '../../../text/first-upper.ts'
import { useVersionModel } from '../../../parts/use/use-version-model.ts'

export type ModelParts = {
  model: Part<MlModel>
  /** Null where the model has no file of requirements. */
  libraries: Part<Libraries | null>
  /** The folder of the version's files. */
  place: Part<Place>
}

/** What a version's files say of it. */
export function useModelParts(version: ModelVersion): ModelParts {
  const { model, libraries, at, isPlaced, error, outOfReach, retry, isNoModel } = useVersionModel(version)
  const which = `version ${version.version}`
  const why = error
    ? unknown(`The files of ${which} could not be loaded: ${error.message}`, retry)
    : outOfReach
      ? unknown(`The files of ${which} cannot be read. ${outOfReach}`)
      : isNoModel
        ? unknown(`${firstUpper(which)} has no MLmodel file.`)
        : pending
  return {
    model: model ? known(model) : why,
    libraries: model && libraries !== undefined ? known(libraries) : model ? pending : why,
    place: isPlaced ? known(at) : why,
  }
}
