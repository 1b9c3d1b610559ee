// How Node runs the server: the same for `npm start`, tests and bench.
import { join } from 'node:path'
import { root } from './install.mjs'

/**
 * Node's arguments before the server's own. Objects of a request die young, so a small space for new ones costs no time: with the space that
 * Node takes by itself, the server keeps 100 MB more after some thousand requests. Such a space is collected faster alone than with four other
 * threads, for which the server would have to wait until each has had a processor. Nor may Node guess from what lived longer that objects made
 * at the same line will: they would pile up among the old ones, 60 MB of files that are walked through. Old ones are collected when they take 30 %
 * more than was left the last time, not up to four times as much: 40 MB less after long answers that clients leave.
 */
export const serverArgs = [
  '--max-semi-space-size=4',
  '--no-parallel-scavenge',
  '--no-allocation-site-pretenuring',
  '--heap-growing-percent=30',
  join(root, 'server', 'main.ts'),
]

/**
 * `env`, with what the server's process needs besides: a cache of compiled code, which halves the start; few arenas in glibc, which otherwise
 * keeps freed memory for each thread apart; and pages of their own for large blocks, which it otherwise keeps after some were freed.
 */
export const serverEnv = (env) => ({
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'modelshelf'),
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(256 * 1024),
  ...env,
})
