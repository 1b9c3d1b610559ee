import { Readable } from 'node:stream'
import { ApiError } from '#contract/errors.ts'
import type { Reply } from './exchange.ts'
import { openStrings } from './strings-in-pieces.ts'

/** An answer of at most this many bytes is read whole and parsed; a larger one is checked in passing. */
const WHOLE = 1024 * 1024

/** A small answer, or the pieces of a large one. */
export type Answer = { status: number; text: string } | { status: number; pieces: Readable }

/**
 * Reads a JSON answer as text if it is small. Of a large one it checks what has come and streams it with the rest, in constant
 * memory, so that nobody waits while somebody reads 50,000 runs. A stream fails where its answer breaks off or is not JSON.
 */
export async function readAnswer({ status, body }: Reply): Promise<Answer> {
  const iterator = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const read: Buffer[] = []
  for (let size = 0; size <= WHOLE;) {
    const { done, value } = await iterator.next()
    if (done) return { status, text: Buffer.concat(read).toString('utf8') }
    read.push(value)
    size += value.length
  }
  const check = jsonChecker()
  try {
    // An error, or a page in HTML, is refused in our words, which need none of its text.
    if (status >= 300) throw notJson()
    const checked = read.map(check.piece)
    return { status, pieces: Readable.from(passing(checked, iterator, check), { objectMode: false }) }
  } catch {
    body.destroy()
    return { status, text: '' }
  }
}

async function* passing(first: Buffer[], rest: AsyncIterator<Buffer>, check: JsonChecker): AsyncGenerator<Buffer> {
  try {
    yield* first
    for (;;) {
      const { done, value } = await rest.next()
      if (done) break
      const checked = check.piece(value)
      if (checked.length > 0) yield checked
    }
    check.end()
  } finally {
    await rest.return?.() // also when the client has left: MLflow need not send the rest
  }
}

type JsonChecker = {
  /** Checks the next piece and gives what can be sent; keeps back a word that may go on in the piece after it. */
  piece: (bytes: Buffer) => Buffer
  /** Throws if the JSON is not complete. */
  end: () => void
}

/**
 * Checks in passing that bytes are one JSON object or list, by their quotes and brackets, and quotes a bare NaN or Infinity
 * (docs/rest-contract.md §3.1). Throws ApiError. It looks at each byte once: 64 kB take a quarter of a millisecond.
 */
export function jsonChecker(): JsonChecker {
  /** The brackets that are open, as what closes them. */
  const open: number[] = []
  let isBegun = false
  const strings = openStrings()
  let kept = Buffer.alloc(0)

  const piece = (next: Buffer): Buffer => {
    const bytes = kept.length > 0 ? Buffer.concat([kept, next]) : next
    const out: Buffer[] = []
    let sent = 0
    let word = -1 // where the number or word began that the loop is in
    const endWord = (end: number) => {
      if (isBare(bytes, word, end)) {
        out.push(bytes.subarray(sent, word), Buffer.from(`"${bytes.toString('latin1', word, end)}"`))
        sent = end
      }
      word = -1
    }
    for (let at = strings.begun(bytes); at < bytes.length; at++) {
      const kind = kinds[bytes[at]!]
      if (kind === PLAIN && open.length > 0) {
        if (word < 0) word = at
        continue
      }
      if (word >= 0) endWord(at)
      if (kind === SPACE) continue
      if (kind === OPEN ? open.length === 0 && isBegun : open.length === 0) throw notJson()
      if (kind === STRING) at = strings.end(bytes, at + 1)
      else if (kind === CLOSE) {
        if (open.pop() !== bytes[at]) throw notJson()
      } else if (kind === OPEN) {
        isBegun = true
        open.push(bytes[at]! + 2) // in ASCII, } and ] are two after { and [
      }
    }
    if (word >= 0 && bytes.length - word > LONGEST_WORD) throw notJson()
    const end = word < 0 ? bytes.length : word
    kept = Buffer.from(bytes.subarray(end))
    if (out.length === 0) return bytes.subarray(0, end)
    return Buffer.concat([...out, bytes.subarray(sent, end)])
  }
  const end = () => {
    if (!isBegun || open.length > 0) throw notJson()
  }
  return { piece, end }
}

/** What each byte is outside of strings. `PLAIN`: part of a number or of a word such as `null`. */
const [PLAIN, SPACE, STRING, OPEN, CLOSE, SEPARATOR] = [0, 1, 2, 3, 4, 5]
const kinds = new Uint8Array(256).fill(PLAIN)
for (const [kind, bytes] of [
  [SPACE, ' \t\r\n'],
  [STRING, '"'],
  [OPEN, '{['],
  [CLOSE, '}]'],
  [SEPARATOR, ',:'],
] as const)
  for (const byte of Buffer.from(bytes)) kinds[byte] = kind

/** A number has fewer digits. */
const LONGEST_WORD = 1024

/** Whether a word is NaN, Infinity or -Infinity. Throws for what is neither that nor a number or a word of JSON. */
function isBare(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] === 0x2d ? bytes[start + 1] : bytes[start]
  if (first !== undefined && first >= 0x30 && first <= 0x39) return false // a number
  const word = bytes.toString('latin1', start, end)
  if (/^(?:NaN|-?Infinity)$/.test(word)) return true
  if (word === 'null' || word === 'true' || word === 'false') return false
  throw notJson()
}

const notJson = () => new ApiError('BAD_GATEWAY', 'The MLflow server’s answer broke off or is not JSON.')
