import { ApiError } from '#contract/errors.ts'
import type { Db } from '../db.ts'
import { writeJson } from '../json.ts'
import type { Viewer } from '../seen.ts'
import type { InTexts } from './heavy-read.ts'
import { heavyReads, type HeavyName } from './heavy-reads.ts'
import type { InPieces } from './in-pieces.ts'

/** The JSON of an answer, in one part or several, or the text of a file. */
export function* partsOf(
  name: HeavyName,
  input: unknown,
  dbOf: () => Db,
): Generator<{ text: string; last: boolean }, void> {
  const answer = (heavyReads[name].answer as AnyAnswer)(input, dbOf())
  if (isInTexts(answer)) {
    for (const text of answer.texts) yield { text, last: false }
    return yield { text: '', last: true }
  }
  if (!isInPieces(answer)) return yield { text: writeJson(answer), last: true }
  const { list, pieces, rest } = answer
  try {
    let begun = false
    for (let piece = pieces.next(); ; piece = pieces.next()) {
      const { items, last, isInside = false } = piece.done ? { items: '', last: true } : piece.value
      // A piece is empty if there is nothing, or everything in it is gone meanwhile.
      const text = items === '' || isInside ? items : (begun ? ',' : `{${JSON.stringify(list)}:[`) + items
      begun ||= items !== ''
      if (!last) {
        yield { text, last }
        continue
      }
      const fields = writeJson(rest())
      return yield { text: begun ? `${text}]${fields === '{}' ? '' : ','}${fields.slice(1)}` : fields, last }
    }
  } finally {
    pieces.return?.() // nobody may want the rest
  }
}

/** Endpoint and read match by name, which types can't express for a name known only at run time. */
type AnyAnswer = (input: unknown, db: Db) => unknown

const isInPieces = (answer: unknown): answer is InPieces =>
  typeof answer === 'object' && answer !== null && 'pieces' in answer

const isInTexts = (answer: unknown): answer is InTexts =>
  typeof answer === 'object' && answer !== null && 'texts' in answer

/**
 * For each part: levels count by themselves; what else a role lets its holder read was checked when the request came. Throws
 * UNAUTHENTICATED if the viewer has another role by now, or the account has ended.
 */
export function requireSameRole({ get }: Pick<Db, 'get'>, viewer: Viewer | undefined): void {
  const active = 'SELECT role FROM main.accounts WHERE id = ? AND deleted IS NULL AND deactivated IS NULL'
  if (viewer && get<{ role: string }>(active, viewer.id)?.role !== viewer.role)
    throw new ApiError('UNAUTHENTICATED', 'Your role or account has changed meanwhile.')
}
