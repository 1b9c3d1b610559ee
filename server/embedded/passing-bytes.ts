import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** So many bytes wait to be freed. */
const MOST = 8 * 1024 * 1024

/**
 * Counts bytes outside of V8's heap that only pass through: pieces of a thread's answer, of a file that is sent or of one that arrives. V8
 * lets about 64 MB of them pile up and then stops for a full collection, because what little else a piece leaves behind never fills the
 * young generation. Collecting only that, a millisecond, frees them sooner.
 */
export const notePassing = collecting('minor')

/**
 * The same for what is so large that it lives where only a full collection frees it: the bytes, the text and the values of a long body. That
 * takes 30 to 70 ms, less than such a body.
 */
export const noteLarge = collecting('major')

function collecting(type: 'minor' | 'major'): (bytes: number) => void {
  let waiting = 0
  return (bytes) => {
    waiting += bytes
    if (waiting < MOST) return
    waiting = 0
    collect ??= collector()
    collect({ type })
  }
}

let collect: ((options: { type: 'minor' | 'major' }) => void) | undefined

function collector(): NonNullable<typeof collect> {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as NonNullable<typeof collect>
}
