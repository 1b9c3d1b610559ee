import { join } from 'node:path'
import {
  isFolder,
  isRealPlace,
  loneFile,
  walkedAt,
  walkedName,
  type WalkedFile,
  withoutSlash,
} from './artifact-walk.ts'
import { type NamesInOrder, shortNames } from './names-in-order.ts'
import { openTurn } from './turn.ts'

/** As many files come together: so few that all about them dies young, also beside four others. */
const TOGETHER = 80
/** About as many characters of the names of a long folder are at hand. */
const AT_HAND = 4000

/** A folder that the walk is in: the names at hand, and those that are left of a long one. */
type Inside = { place: string; within: string; names: Iterator<string>; more?: AsyncGenerator<string[], void> }

/** The same as `walkNow` in turns, some files at a time, however many there are. What is written meanwhile may be among them or not. */
export async function* walkInTurns(
  root: string,
  path: string,
  namesInOrder: NamesInOrder,
): AsyncGenerator<WalkedFile[], void> {
  async function enter(place: string, within: string): Promise<Inside> {
    const how = { nameOf: walkedName, lengthOf: (name: string) => name.length + 1 }
    const find = () => (isRealPlace(place) ? place : undefined) // it may be a link by now
    const names = find() ? await shortNames(place, how) : []
    if (names) return { place, within, names: names.values() }
    return { place, within, names: [].values(), more: namesInOrder({ ...how, find, most: AT_HAND }) }
  }
  const top = join(root, path)
  const lone = loneFile(top)
  if (!lone) return
  if (lone.length > 0) return yield lone
  const turn = openTurn()
  let found: WalkedFile[] = []
  const folders = [await enter(top, '')]
  try {
    for (let last = folders.at(-1); last; last = folders.at(-1)) {
      const { value: name, done } = last.names.next()
      if (done) {
        const more = await last.more?.next()
        if (more?.value) last.names = more.value.values()
        else folders.pop()
      } else if (isFolder(name)) folders.push(await enter(`${last.place}/${withoutSlash(name)}`, last.within + name))
      else found.push(...walkedAt(`${last.place}/${name}`, last.within + name))
      if (found.length === TOGETHER) {
        yield found
        found = []
      }
      if (turn.isOver()) await turn.next()
    }
    if (found.length > 0) yield found
  } finally {
    for (const { more } of folders) await more?.return()
  }
}
