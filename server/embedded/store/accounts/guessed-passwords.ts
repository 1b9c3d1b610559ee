import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** As many guesses as zxcvbn asks of a password that is "safely unguessable", its score 3 of 4. */
const FEWEST_GUESSES = 1e8
/** Characters that are looked at: more only takes longer, up to half a second. */
const LOOKED_AT = 64

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: LOOKED_AT })

/**
 * Whether a password is among 49,000 leaked ones or little more than one of these, one of `words`, a row of keys, a date or a
 * repetition. Takes 2 ms, at most 50. A module of its own, because the lists take 60 ms to load.
 */
export const isGuessed = (password: string, words: string[]): boolean =>
  estimator.check(password, words).guesses < FEWEST_GUESSES
