import { inBrowser, inTab, type Kept } from './storage.ts'

/** A page that was open. */
export type RecentPlace = { title: string; path: string }

type Places = { of: string; places: readonly RecentPlace[] }

const KEY = 'modelshelf-places'
const MOST = 8

let places: readonly RecentPlace[] = []
let owner: string | undefined
/** Undefined while nobody is known to be the owner. */
let storage: Kept | undefined

/**
 * Says whose pages these are, as soon as it is known, and whether the browser keeps them for longer than its tab. What it kept
 * for anybody else is deleted, and not shown.
 */
export function placesBelongTo(whom: string, beyondTab: boolean): void {
  if (owner !== undefined && owner !== whom) places = []
  owner = whom
  storage = beyondTab ? inBrowser : inTab
  const noted = places
  places = read()
  for (const place of noted.toReversed()) add(place)
  write()
}

/** Notes an open page, newest first; a page that is missing is no place to go back to. */
export function notePlace(place: RecentPlace): void {
  places = read()
  add(place)
  write()
}

/** The pages opened last, also before this page was loaded. */
export function recentPlaces(): readonly RecentPlace[] {
  places = read()
  return places
}

/** Deletes all of them, when somebody signs out. */
export function forgetPlaces(): void {
  places = []
  for (const storage of [inBrowser, inTab]) storage.remove(KEY)
}

function add({ title, path }: RecentPlace) {
  const others = places.filter((place) => place.path !== path)
  places = title === 'Not found' ? others : [{ title, path }, ...others].slice(0, MOST)
}

function write() {
  storage?.set(KEY, JSON.stringify({ of: owner ?? '', places } satisfies Places))
}

/** What is kept for the owner, which another tab may have changed. Ignores what the app would not have written. */
function read(): readonly RecentPlace[] {
  if (!storage) return places
  try {
    const kept = JSON.parse(storage.get(KEY) ?? '{}') as Partial<Places> // checked below
    return kept.of === owner ? (kept.places ?? []).filter(isPlace) : []
  } catch {
    return []
  }
}

const isPlace = ({ title, path }: RecentPlace) => typeof title === 'string' && /^\/(?![/\\])/.test(path)
