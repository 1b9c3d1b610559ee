import { allPages } from '#contract/all-pages.ts'
import { ApiError } from '#contract/errors.ts'
import { equals } from '#contract/filter/equals.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { isPrompt } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Ask } from './ask.ts'

/** A model as the MLflow server has it: with every version, where aliases are the model's. */
export type ModelThere = { model: RegisteredModel; versions: ModelVersion[] }

const PAGE = '10000'
type VersionPage = { model_versions?: ModelVersion[]; next_page_token?: string }

/** Reads a model with the caller's credentials. Throws what MLflow says if it is missing or closed to the caller. */
export async function readModel(ask: Ask, name: string): Promise<ModelThere> {
  const { registered_model } = (await ask.object({
    method: 'GET',
    call: 'registered-models/get',
    input: { name },
  })) as { registered_model?: RegisteredModel }
  if (registered_model?.name !== name) throw unexpected()
  const versions: ModelVersion[] = []
  const search = { filter: filterFor(registered_model), max_results: PAGE }
  const pages = allPages(
    async (next) =>
      (await ask.object({
        method: 'GET',
        call: 'model-versions/search',
        input: { ...search, ...next },
      })) as VersionPage,
  )
  for await (const page of pages)
    versions.push(...(page.model_versions ?? []).filter((version) => version.name === name))
  return { model: registered_model, versions }
}

/** Whether the MLflow server says that there is no model of this name. */
export async function isGone(ask: Ask, name: string): Promise<boolean> {
  try {
    await ask.object({ method: 'GET', call: 'registered-models/get', input: { name } })
    return false
  } catch (error) {
    if (error instanceof ApiError && error.code === 'RESOURCE_DOES_NOT_EXIST') return true
    if (error instanceof ApiError && error.status < 500) return false
    throw error
  }
}

/** The filter may find more (contract/filter/equals.ts), which is left out above. A search finds no prompts unless it asks for them. */
function filterFor({ name, tags }: RegisteredModel): string {
  const named = equals('name', name)
  return isPrompt(tags) ? `${named} AND tags.\`mlflow.prompt.is_prompt\` = 'true'` : named
}

const unexpected = () => new ApiError('BAD_GATEWAY', 'The MLflow server answered with something other than the model.')
