/** So many bytes of ids of open answers stay in memory: of 18 of the longest pages of runs, or of five of versions. */
const MOST_BYTES = 32 * 1024 * 1024

/** As many ids are written together. As JSON they take two thirds of what strings take, and are outside of the heap that is collected. */
const TOGETHER = 100

type Packed = { length: number; bytes: number; texts: Buffer[] }

const kept = new Map<object, Packed>()
let bytes = 0

/**
 * Keeps the ids that an answer is read by, piece by piece. If there are too many, those of the answer go whose client has waited longest to
 * take the next piece, and are found anew when it does: as with page tokens, what was written meanwhile may move them.
 */
export function keptIds<Id>(find: () => readonly Id[]): {
  count(): number
  /** Up to 100 of them. */
  some(from: number, to: number): Id[]
  forget(): void
} {
  const key = {}
  function forget() {
    bytes -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }
  function packed(): Packed {
    const ids = kept.get(key) ?? pack(find())
    forget()
    kept.set(key, ids) // the last one, as a Map keeps their order
    bytes += ids.bytes
    for (const [other, { bytes: fewer }] of kept) {
      if (bytes <= MOST_BYTES || other === key) break
      kept.delete(other)
      bytes -= fewer
    }
    return ids
  }
  return {
    count: () => packed().length,
    some(from, to) {
      const first = Math.floor(from / TOGETHER)
      const texts = packed().texts.slice(first, Math.ceil(to / TOGETHER))
      return texts
        .flatMap((text) => JSON.parse(text.toString()) as Id[])
        .slice(from - first * TOGETHER, to - first * TOGETHER)
    },
    forget,
  }
}

function pack(ids: readonly unknown[]): Packed {
  const texts: Buffer[] = []
  for (let at = 0; at < ids.length; at += TOGETHER)
    texts.push(Buffer.from(JSON.stringify(ids.slice(at, at + TOGETHER))))
  return { length: ids.length, bytes: texts.reduce((sum, text) => sum + text.length, 0), texts }
}
