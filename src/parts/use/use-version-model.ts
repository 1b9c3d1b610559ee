import { type QueryClient, useQuery } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import { loggedPaths, toldRequirements } from '#contract/model-history.ts'
import { below, type Place } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { artifactQueries, loadMlmodelReader } from '../../api/artifacts.ts'
import { librariesOf } from '../../api/libraries.ts'
import { runQueries } from '../../api/runs.ts'
import { whileEarly } from '../../ui/feedback/on-demand.tsx'
import { isNotFound, useOwnerGone } from '../use-owner-gone.ts'

/**
 * The MLflow model among a version's files. Where the version or its run tells that there is one, its folder is not
 * listed first: a page may cost five requests. When the run or logged model that has the files was deleted, the version
 * still gives them.
 */
export function useVersionModel({ name, version, run_id }: ModelVersion) {
  const place = useQuery(artifactQueries.placeOfVersion({ name, version }))
  const run = useQuery({ ...runQueries.detail(run_id ?? ''), enabled: Boolean(run_id) })
  const { owner, path } = place.data ?? nowhere
  const known = knownOf({ owner, path }, run.data)
  // Not `isPending`, which a run that is not found is again whenever it is asked for anew.
  const mayLook = place.isSuccess && (isLogged({ owner, path }) || !run_id || run.isFetched)
  const placed = useModelAt(mayLook ? { owner, path } : undefined, known)

  const isGone = useOwnerGone(place.data, placed.isNoModel || isNotFound(placed.failed?.error ?? null))
  const own = useModelAt(isGone ? { owner: { name, version }, path: '' } : undefined, known)
  const { model, libraries, isNoModel, failed, at, aFile } = isGone ? own : placed

  const error = place.error ?? (isGone === undefined ? null : failed?.error)
  const isOutOfReach = error instanceof ApiError && error.code === 'NOT_IMPLEMENTED'
  const isSettled = isGone !== undefined && (isNoModel || Boolean(model) || Boolean(failed))
  return {
    model,
    libraries,
    /** The model's folder. */
    at,
    /** Whether `at` is known and final: it is another folder after the owner of the files was deleted. */
    isPlaced: mayLook && isGone !== undefined,
    /** The name of one of its files, to fetch as an example. */
    aFile,
    /** What the files belonged to, when that is not on this server any more. */
    gone: isGone ? ('model_id' in owner ? ('logged model' as const) : ('run' as const)) : undefined,
    /** Why no call of the server reads the files. */
    outOfReach: isOutOfReach ? error.message : undefined,
    error: isOutOfReach ? undefined : (error ?? undefined),
    retry: () => void (place.isError ? place : failed)?.refetch(),
    isNoModel: isNoModel && isGone !== undefined,
    isPending: !isSettled && !place.isError,
  }
}

export type FoundModel = ReturnType<typeof useVersionModel>

/** Asks for that model before it is drawn, each file as soon as something tells that it is there. */
export async function askVersionModel(client: QueryClient, { name, version, run_id }: ModelVersion): Promise<void> {
  const place = await client.query(artifactQueries.placeOfVersion({ name, version }))
  const isAlone = isLogged(place) || !run_id
  const run = isAlone ? undefined : await client.query(runQueries.detail(run_id)).catch(() => undefined)
  const { isModel, hasRequirements } = knownOf(place, run)
  if (!isModel) {
    const { files } = await client.query(artifactQueries.list(place))
    if (!files.some((it) => it.path === below(place.path, 'MLmodel'))) return
  }
  void whileEarly(loadMlmodelReader())
  const told = hasRequirements ? client.query(librariesOf(place, true)) : undefined
  told?.catch(() => {}) // the page says why
  const model = await client.query(artifactQueries.mlmodel(place))
  await (told ?? (model && client.query(librariesOf(place, model.has_requirements))))
}

/** What need not be listed to be known: whether there is a model, and requirements.txt beside it. */
type Known = { isModel: boolean; hasRequirements: boolean }

const isLogged = ({ owner, path }: Place) => 'model_id' in owner && path === ''

function knownOf(place: Place, run: Run | undefined): Known {
  const tags = 'run_id' in place.owner ? run?.data.tags : undefined
  return {
    isModel: isLogged(place) || loggedPaths(tags).includes(place.path),
    hasRequirements: toldRequirements(tags, place.path),
  }
}

/** The model in a folder. */
function useModelAt(place: Place | undefined, known: Known) {
  const at = place ?? nowhere
  const listing = useQuery({ ...artifactQueries.list(at), enabled: place !== undefined && !known.isModel })
  const isModel = known.isModel || (listing.data?.files.some((it) => it.path === below(at.path, 'MLmodel')) ?? false)
  const model = useQuery({ ...artifactQueries.mlmodel(at), enabled: place !== undefined && isModel })
  // Missing or unreadable libraries leave the rest as it is.
  const libraries = useQuery({
    ...librariesOf(at, model.data?.has_requirements ?? known.hasRequirements),
    enabled: Boolean(model.data) || (place !== undefined && model.isPending && known.hasRequirements),
  })
  return {
    model: model.data,
    libraries: libraries.data,
    at,
    aFile: model.data
      ? 'MLmodel'
      : listing.data?.files
          .find((file) => !file.is_dir)
          ?.path.split('/')
          .at(-1),
    isNoModel: model.data === null || (listing.isSuccess && !isModel),
    failed: [listing, model].find((query) => query.isError && !query.data),
  }
}

const nowhere: Place = { owner: { name: '', version: '' }, path: '' }
