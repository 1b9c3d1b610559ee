import { allPages } from '#contract/all-pages.ts'
import { ApiError } from '#contract/errors.ts'
import { equals } from '#contract/filter/equals.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { isPrompt } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'
import type { Ask } from './ask.ts'
import { openTexts, type Texts, type VersionThere } from './version-texts.ts'

/** A model as the MLflow server has it: with every version, where aliases are the model's. */
export type ModelThere = { model: RegisteredModel; versions: VersionThere[] }

/** The same, with the texts of its versions that are other than we know: whoever reads it closes them. */
export type ModelRead = ModelThere & { texts: Texts }

const PAGE = '10000'

/** Finds a model with the caller's credentials. Throws what MLflow says if it is missing or closed to the caller. */
export async function findModel(ask: Ask, name: string): Promise<RegisteredModel> {
  const answer = await ask.object({ method: 'GET', call: 'registered-models/get', input: { name } })
  const { registered_model: model } = answer as { registered_model?: RegisteredModel }
  if (model?.name !== name) throw unexpected()
  return model
}

/** Reads the versions of a model with the caller's credentials, keeping little of each. */
export async function readVersions(ask: Ask, db: Db, model: RegisteredModel): Promise<ModelRead> {
  const { name } = model
  const texts = openTexts(db, name)
  // Its latest versions have texts too.
  const read: ModelRead = { model: { ...model, latest_versions: undefined }, versions: [], texts }
  const search = { filter: filterFor(model), max_results: PAGE }
  const readPage = async (next: { page_token?: string }) => {
    const step = { method: 'GET', call: 'model-versions/search', input: { ...search, ...next } } as const
    const { rest, kept } = await ask.items<VersionThere>(step, (found, versions) => {
      const own = (versions as ModelVersion[]).filter((version) => version.name === name)
      found.push(...texts.put(own))
    })
    return { ...(rest as { next_page_token?: string }), found: kept }
  }
  try {
    for await (const { found } of allPages(readPage)) for (const version of found) read.versions.push(version)
    return read
  } catch (error) {
    texts.close()
    throw error
  }
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
