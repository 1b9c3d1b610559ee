import { useQuery } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import { loggedPaths } from '#contract/model-history.ts'
import { below, type Place } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { librariesOf } from '../../api/libraries.ts'
import { runQueries } from '../../api/runs.ts'
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
  const isLogged = 'model_id' in owner && path === ''
  const isKnown = isLogged || ('run_id' in owner && loggedPaths(run.data?.data.tags).includes(path))
  // Not `isPending`, which a run that is not found is again whenever it is asked for anew.
  const mayLook = place.isSuccess && (isLogged || !run_id || run.isFetched)
  const placed = useModelAt(mayLook ? { owner, path } : undefined, isKnown)

  const isGone = useOwnerGone(place.data, placed.isNoModel || isNotFound(placed.failed?.error ?? null))
  const own = useModelAt(isGone ? { owner: { name, version }, path: '' } : undefined, isKnown)
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

/** The model in a folder; `isKnown` where it need not be listed to know that there is one. */
function useModelAt(place: Place | undefined, isKnown: boolean) {
  const at = place ?? nowhere
  const listing = useQuery({ ...artifactQueries.list(at), enabled: place !== undefined && !isKnown })
  const isModel = isKnown || (listing.data?.files.some((it) => it.path === below(at.path, 'MLmodel')) ?? false)
  const model = useQuery({ ...artifactQueries.mlmodel(at), enabled: place !== undefined && isModel })
  // Missing or unreadable libraries leave the rest as it is.
  const libraries = useQuery({
    ...librariesOf(at, model.data?.has_requirements ?? false),
    enabled: Boolean(model.data),
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
