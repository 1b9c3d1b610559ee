/**
 * A text on its way to a client, which whoever passes it on takes out. A generator that waits keeps all that it last had in hand, and hundreds
 * may wait for clients that don't read; so generators of answers hand on these, and hold nothing longer themselves.
 */
export type Carried = { text: string }

export function take(carried: Carried): string {
  const { text } = carried
  carried.text = ''
  return text
}
