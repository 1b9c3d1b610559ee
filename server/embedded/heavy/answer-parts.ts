import { type Carried, take } from '../carried-text.ts'
import type { Db } from '../db.ts'
import { writeJson } from '../json.ts'
import type { InTexts } from './heavy-read.ts'
import { heavyReads, type HeavyName } from './heavy-reads.ts'
import type { InPieces, Part } from './in-pieces.ts'

/** Whoever sends it takes its text. */
type AnswerPart = Carried & { last: boolean }

/** The JSON of an answer, in one part or several, or the text of a file. */
export function* partsOf(name: HeavyName, input: unknown, dbOf: () => Db): Generator<AnswerPart, void> {
  const answer = (heavyReads[name].answer as AnyAnswer)(input, dbOf())
  if (isInTexts(answer)) {
    for (const carried of answer.texts) yield Object.assign(carried, { last: false })
    return yield { text: '', last: true }
  }
  if (!isInPieces(answer)) return yield { text: writeJson(answer), last: true }
  const { pieces } = answer
  const write = writerOf(answer)
  try {
    for (let isEnded = false; !isEnded;) {
      const part = write(pieces.next().value ?? { text: '', last: true })
      isEnded = part.last
      yield part
    }
  } finally {
    pieces.return?.() // nobody may want the rest
  }
}

/** Writes what is around the pieces of a list. */
function writerOf({ list, rest }: InPieces) {
  let begun = false
  return (piece: Part): AnswerPart => {
    const { last, isInside = false } = piece
    const items = take(piece)
    // A piece is empty if there is nothing, or everything in it is gone meanwhile.
    const text = items === '' || isInside ? items : (begun ? ',' : `{${JSON.stringify(list)}:[`) + items
    begun ||= items !== ''
    if (!last) return { text, last }
    const fields = writeJson(rest())
    return { text: begun ? `${text}]${fields === '{}' ? '' : ','}${fields.slice(1)}` : fields, last }
  }
}

/** Endpoint and read match by name, which types can't express for a name known only at run time. */
type AnyAnswer = (input: unknown, db: Db) => unknown

const isInPieces = (answer: unknown): answer is InPieces =>
  typeof answer === 'object' && answer !== null && 'pieces' in answer

const isInTexts = (answer: unknown): answer is InTexts =>
  typeof answer === 'object' && answer !== null && 'texts' in answer
