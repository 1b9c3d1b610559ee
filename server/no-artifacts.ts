import { ApiError } from '#contract/errors.ts'
import type { ArtifactStore } from './embedded/store/artifacts.ts'

const refuse = () => Promise.reject(new ApiError('NOT_IMPLEMENTED', 'This server keeps no artifacts yet.'))

/** Stands where the artifact store goes until it has landed. */
export const noArtifacts: ArtifactStore = { list: refuse, put: refuse, remove: refuse }
