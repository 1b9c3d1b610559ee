import type { Content } from '../api/artifacts.ts'

/** The text of a file; a character that the first part cuts in two is left out. */
export function textOf({ bytes, whole }: Content): string {
  return new TextDecoder().decode(bytes, { stream: !whole })
}

/** Whether bytes are hardly text: they hold a NUL near the beginning. */
export const looksBinary = ({ bytes }: Content): boolean => bytes.subarray(0, 4096).includes(0)
