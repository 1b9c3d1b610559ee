/** Whether a text surely fits on a line of so many pixels in a table's type: letters count as wide as most are at most. */
export function fits(text: string, width: number): boolean {
  if (text.length * NARROW > width || /[\n\t]/.test(text)) return false
  let taken = 0
  for (const letter of text) taken += letter >= '\u1100' ? WIDE : /[A-ZmwMW@%…]/.test(letter) ? CAPITAL : NARROW
  return taken <= width
}

const NARROW = 7.5
const CAPITAL = 11
const WIDE = 14
