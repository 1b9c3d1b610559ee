import type { Step } from '../engine/plan.ts'
import { pathsOf, type Walk } from './walk.ts'
import { experimentWalk } from './experiments.ts'
import { loggingWalk } from './logging.ts'
import { promptWalk } from './prompts.ts'
import { registryWalk } from './registry.ts'

export const walks: readonly Walk[] = [registryWalk, promptWalk, experimentWalk, loggingWalk]

const isSoak = Boolean(process.env['MODELSHELF_SOAK'])
const usual = { seed: 20_261_121, count: 8 }

/** The paths of `npm test`, always the same, so that a failure can be repeated. */
export const defaultPaths = (walk: Walk): Step[][] => pathsOf(walk, usual.seed, usual.count)

/** The soak uses a new seed unless one is given. */
export const seed = Number(process.env['MODELSHELF_WALK_SEED'] ?? (isSoak ? Date.now() % 1_000_000_000 : usual.seed))
const count = Number(process.env['MODELSHELF_WALKS'] ?? (isSoak ? 200 : usual.count))

export const walksTimeout = isSoak ? 3_600_000 : 180_000

/** The paths of this run. */
export const chosenPaths = (walk: Walk): Step[][] => pathsOf(walk, seed, count)
