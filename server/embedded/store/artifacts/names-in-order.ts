import type { Dirent } from 'node:fs'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import { abandoned } from '../admission.ts'
import { byCodePoint, inOrderOfCodePoints, openFolder } from './artifact-walk.ts'
import { openTurn } from './turn.ts'

/** So many names are sorted at once, which takes a fifth of what comparing each by code point does. */
const SORTED_AT_ONCE = 1000
/** Bytes of names that stay in memory: `ofOne` folder at a time (of 200,000 checkpoints, or 30,000 names that are not alike), and of all that are listed. */
const KEPT = { ofOne: 2 * 1024 * 1024, ofAll: 8 * 1024 * 1024 }
/** A client that takes no more for so long gives way to others, and its folder is read anew when it goes on. */
const PATIENCE_MS = 100

/** Names of a folder in their order, kept packed, outside of the heap that is collected. `isCut`: there are more. */
type Packed = { blocks: Buffer<ArrayBuffer>[]; left: Iterator<string, void>; bytes: number; isCut: boolean }

/** What is read of an entry of a folder: its name, unless that is undefined, and how much that is. */
type Names = { nameOf?: (entry: Dirent) => string | undefined; lengthOf: (name: string) => number }

/** The same of a folder. `find`: where it is now; undefined ends the list. `signal`: aborts once nobody waits for it. */
type Asked = Names & { find: () => string | undefined; most: number; signal?: AbortSignal | undefined }

export type NamesInOrder = (asked: Asked) => AsyncGenerator<string[], void>

/**
 * Lists folders of any size by code point, about as many names at a time as make `most` by their `lengthOf`. One folder after the other is read,
 * in turns. What does not fit into memory is read anew, from the last name on: the rest of a longer folder, and that of a client that has left it
 * unread while others waited. So what is written meanwhile may be among the names or not.
 */
export function openNames({ kept: { ofOne, ofAll } = KEPT, patienceMs = PATIENCE_MS } = {}): NamesInOrder {
  const kept = new Map<object, Packed & { since: number }>()
  let bytes = 0
  const readers = pLimit(1)

  function forget(key: object): void {
    const names = kept.get(key)
    if (!names) return
    bytes -= names.bytes
    kept.delete(key)
    for (const block of names.blocks) free(block)
  }

  /** Waits until another folder's names fit. */
  async function makeRoom(): Promise<void> {
    while (bytes > ofAll - ofOne) {
      const [[first, { since }]] = kept as unknown as [[object, { since: number }]] // they have these bytes
      const waits = patienceMs - (performance.now() - since)
      if (waits > 0) await sleep(waits)
      else forget(first)
    }
  }

  async function read(key: object, { find, nameOf, signal }: Asked, last: string | undefined): Promise<void> {
    if (signal?.aborted) throw abandoned()
    await makeRoom()
    const folder = find()
    const names = folder === undefined ? NOTHING : await readNames(folder, last, ofOne, signal, nameOf)
    kept.set(key, { ...names, since: performance.now() })
    bytes += names.bytes
  }

  /** Undefined if they are not kept any more. */
  function take(key: object, { lengthOf, most }: Asked): { some: string[]; isCut: boolean } | undefined {
    const names = kept.get(key)
    if (!names) return undefined
    kept.delete(key)
    kept.set(key, { ...names, since: performance.now() }) // the last one, as a Map keeps their order
    const some: string[] = []
    for (let length = 0; length < most; length += lengthOf(some.at(-1)!)) {
      const next = names.left.next()
      if (next.done) break
      some.push(next.value)
    }
    return { some, isCut: names.isCut }
  }

  return async function* namesInOrder(asked: Asked): AsyncGenerator<string[], void> {
    const key = {}
    let last: string | undefined
    try {
      for (;;) {
        const taken = take(key, asked)
        if (taken && taken.some.length > 0) {
          last = taken.some.at(-1)
          yield taken.some
        } else if (taken && !taken.isCut) return
        else {
          forget(key)
          await readers(() => read(key, asked, last))
        }
      }
    } finally {
      forget(key)
    }
  }
}

const NOTHING: Packed = { blocks: [], left: [].values(), bytes: 0, isCut: false }

const plainName = ({ name }: Dirent) => name

/** What a short folder has at most. */
const SHORT = { files: 2000, characters: 600_000 }
/** So many entries of a folder are looked at before others are answered. */
export const AT_A_TIME = 256

/** All names of a short folder by code point, none for what is no folder or no longer there; undefined for a longer one. */
export async function shortNames(
  folder: string,
  { nameOf = plainName, lengthOf }: Names,
): Promise<string[] | undefined> {
  const names: string[] = []
  const open = openFolder(folder)
  try {
    let [entries, characters] = [0, 0]
    for (let entry = open?.readSync(); entry; entry = open?.readSync()) {
      entries += 1
      if (entries % AT_A_TIME === 0) await nextTurn()
      const name = nameOf(entry)
      if (name === undefined) continue
      characters += lengthOf(name)
      if (names.length === SHORT.files || characters > SHORT.characters) return undefined
      names.push(name)
    }
    return inOrderOfCodePoints(names)
  } finally {
    open?.closeSync()
  }
}

/** The first names of a folder after `last`, of about `most` bytes. */
async function readNames(
  folder: string,
  last: string | undefined,
  most: number,
  signal: AbortSignal | undefined,
  nameOf: Names['nameOf'] = plainName,
): Promise<Packed> {
  const turn = openTurn()
  let blocks: Buffer<ArrayBuffer>[] = []
  let [size, upTo, names]: [number, string | undefined, string[]] = [0, undefined, []]
  const isWanted = (name: string | undefined): name is string =>
    name !== undefined &&
    (last === undefined || byCodePoint(name, last) > 0) &&
    (upTo === undefined || byCodePoint(name, upTo) < 0)
  function pack() {
    blocks.push(packed(inOrderOfCodePoints(names)))
    size += blocks.at(-1)!.length
    names = []
  }
  /** Leaves the first half. */
  async function cut() {
    const before = blocks
    const all = merged(before)
    ;[blocks, size] = [[], 0]
    for (let next = all.next(); !next.done && size < most / 2; next = all.next()) {
      upTo = next.value
      if (names.push(next.value) === SORTED_AT_ONCE) pack()
      if (turn.isOver()) await turn.next()
    }
    pack()
    for (const block of before) free(block)
  }
  const open = openFolder(folder)
  try {
    for (let entry = open?.readSync(); entry; entry = open?.readSync()) {
      const name = nameOf(entry)
      if (isWanted(name) && names.push(name) === SORTED_AT_ONCE) pack()
      if (size > most) await cut()
      if (turn.isOver()) await turn.next()
      if (signal?.aborted) throw abandoned()
    }
  } finally {
    open?.closeSync()
  }
  pack()
  return { blocks, left: merged(blocks), bytes: size, isCut: upTo !== undefined }
}

const END = '\0' // in no name
const END_BYTE = 0
/** As many bytes are shared at most, as a byte says how many. */
const MOST_SHARED = 255
/** 255 units of up to 3 bytes, and a slash: of UTF-16 in some file systems, and on Linux a byte that is not UTF-8 is read as U+FFFD. */
const NAME_BYTES = 3 * 255 + 1

/**
 * Names in order, each as the number of bytes that it shares with the one before, the others, and `END`. Those of a large folder are much
 * alike: 100,000 checkpoints take 0.8 MB instead of 3.5.
 */
function packed(names: readonly string[]): Buffer<ArrayBuffer> {
  const whole = Buffer.from(names.map((name) => name + END).join(''))
  const short = Buffer.allocUnsafe(whole.length + names.length)
  let size = 0
  let before = 0
  for (let at = 0, end: number; at < whole.length; before = at, at = end + 1) {
    end = whole.indexOf(END_BYTE, at)
    let shared = 0
    if (at > 0)
      while (shared < MOST_SHARED && at + shared < end && whole[before + shared] === whole[at + shared]) shared += 1
    short[size] = shared
    size += 1 + whole.copy(short, size + 1, at + shared, end + 1)
  }
  const block = Buffer.allocUnsafeSlow(size) // not a part of a larger buffer
  short.copy(block)
  return block
}

/** At once: V8 lets 64 MB of such memory pile up before it collects it. */
function free({ buffer }: Buffer<ArrayBuffer>): void {
  buffer.transfer(0)
}

function* unpacked(block: Buffer): Generator<string, void> {
  const name = Buffer.alloc(NAME_BYTES)
  for (let at = 0, end: number; at < block.length; at = end + 1) {
    const shared = block[at]!
    end = block.indexOf(END_BYTE, at + 1)
    block.copy(name, shared, at + 1, end)
    yield name.toString('utf8', 0, shared + end - at - 1)
  }
}

/** The names of several blocks in order. */
function merged(blocks: readonly Buffer[]): Iterator<string, void> {
  if (blocks.length <= 1) return blocks[0] ? unpacked(blocks[0]) : [].values()
  const middle = Math.ceil(blocks.length / 2)
  return mergedTwo(merged(blocks.slice(0, middle)), merged(blocks.slice(middle)))
}

function* mergedTwo(one: Iterator<string, void>, other: Iterator<string, void>): Generator<string, void> {
  let [a, b] = [one.next(), other.next()]
  while (!a.done || !b.done) {
    if (b.done || (!a.done && byCodePoint(a.value, b.value) <= 0)) {
      yield a.value!
      a = one.next()
    } else {
      yield b.value
      b = other.next()
    }
  }
}
