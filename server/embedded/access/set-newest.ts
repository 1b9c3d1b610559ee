/** Sets a key so that it is the newest of a map, which forgets its oldest beyond `most`. */
export function setNewest<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > most) map.delete(map.keys().next().value!) // not empty, as `size` shows
}
