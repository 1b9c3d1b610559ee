import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** So many bytes wait to be freed. */
const MOST = 8 * 1024 * 1024

/**
 * Counts bytes outside of V8's heap that only pass through: pieces of a thread's answer, of a file that is sent or of one that arrives. V8
 * lets about 64 MB of them pile up and then stops for a full collection, because what little else a piece leaves behind never fills the
 * young generation. Collecting only that, a millisecond, frees them sooner.
 */
export function notePassing(bytes: number): void {
  waiting += bytes
  if (waiting < MOST) return
  waiting = 0
  collect ??= collector()
  collect({ type: 'minor' })
}
let waiting = 0

/**
 * The same for what is so large that it lives where only a full collection frees it: the bytes, the text and the values of a long body. That
 * takes 30 to 70 ms, less than such a body.
 */
export function noteLarge(bytes: number): void {
  waitingLarge += bytes
  if (waitingLarge < MOST) return
  waitingLarge = 0
  collect ??= collector()
  collect({ type: 'major' })
}
let waitingLarge = 0

let collect: ((options: { type: 'minor' | 'major' }) => void) | undefined

function collector(): NonNullable<typeof collect> {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as NonNullable<typeof collect>
}
