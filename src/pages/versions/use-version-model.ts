import { useQuery } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import { loggedPaths } from '#contract/model-history.ts'
import { below } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { librariesOf } from '../../api/libraries.ts'
import { runQueries } from '../../api/runs.ts'

/**
 * The MLflow model among a version's files. Where the version or its run tells that there is one, its folder is not
 * listed first: a page may cost five requests.
 */
export function useVersionModel({ name, version, run_id }: ModelVersion) {
  const place = useQuery(artifactQueries.placeOfVersion({ name, version }))
  const run = useQuery({ ...runQueries.detail(run_id ?? ''), enabled: Boolean(run_id) })
  const { owner, path } = place.data ?? nowhere
  const isLogged = 'model_id' in owner && path === ''
  const mustList = place.isSuccess && !isLogged && !(run_id && run.isPending)
  const isKnown = isLogged || ('run_id' in owner && loggedPaths(run.data?.data.tags).includes(path))
  const listing = useQuery({ ...artifactQueries.list({ owner, path }), enabled: mustList && !isKnown })
  const has = (file: string) => listing.data?.files.some((it) => it.path === below(path, file)) ?? false

  const isModel = isKnown || has('MLmodel')
  const model = useQuery({ ...artifactQueries.mlmodel({ owner, path }), enabled: place.isSuccess && isModel })
  // Missing or unreadable libraries leave the rest as it is.
  const libraries = useQuery({
    ...librariesOf({ owner, path }, model.data?.has_requirements ?? false),
    enabled: Boolean(model.data),
  })

  const failed = [place, listing, model].find((query) => query.isError && !query.data)
  const isNoModel = model.data === null || (listing.isSuccess && !isModel)
  const isOutOfReach = failed?.error instanceof ApiError && failed.error.code === 'NOT_IMPLEMENTED'
  return {
    model: model.data,
    libraries: libraries.data,
    /** The files are somewhere that no call of the server reads. */
    outOfReach: isOutOfReach ? failed.error?.message : undefined,
    error: isOutOfReach ? undefined : (failed?.error ?? undefined),
    retry: () => void failed?.refetch(),
    isNoModel,
    isPending: !model.data && !isNoModel && !failed,
  }
}

const nowhere = { owner: { name: '', version: '' }, path: '' }
