/** A page that was open. */
export type RecentPlace = { title: string; path: string }

const MOST = 8
let places: readonly RecentPlace[] = []

/** Notes an open page, newest first; a page that is missing is no place to go back to. */
export function notePlace({ title, path }: RecentPlace): void {
  const others = places.filter((place) => place.path !== path)
  places = title === 'Not found' ? others : [{ title, path }, ...others].slice(0, MOST)
}

/** The pages opened since the app was loaded: whoever signs in loads it anew, and sees nothing of those before. */
export const recentPlaces = (): readonly RecentPlace[] => places
