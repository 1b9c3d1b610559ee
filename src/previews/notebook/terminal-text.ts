/** A piece of what a program printed, and where it leads. */
export type PrintedPart = { text: string; href?: string }

/* oxlint-disable no-control-regex -- escape sequences begin with a control character */
const links =
  /\u001B\]8;[^;\u0007\u001B]*;([^\u0007\u001B]*)(?:\u0007|\u001B\\)([^]*?)\u001B\]8;[^;\u0007\u001B]*;(?:\u0007|\u001B\\)/g

/** Printed text without terminal colours and overwritten parts of lines; its links (OSC 8) are links where they lead to the web. */
export function printedParts(text: string): PrintedPart[] {
  const parts: PrintedPart[] = []
  const add = (part: string, href?: string) => {
    if (part !== '') parts.push({ text: part, ...(href !== undefined && /^https?:\/\//i.test(href) && { href }) })
  }
  let at = 0
  for (const found of text.matchAll(links)) {
    add(plain(text.slice(at, found.index)))
    add(plain(found[2] ?? ''), found[1])
    at = found.index + found[0].length
  }
  add(plain(text.slice(at)))
  return parts
}

const plain = (text: string): string =>
  withoutErased(
    text
      .replaceAll(
        /\u001B\[[\d;:?]*[A-Za-z]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B[()][0-9A-Z]|\u001B[78=>cDEHM]/g,
        '',
      )
      .replaceAll(/^.*\r(?!\n|$)/gm, ''),
  )

/** Each backspace takes back one character of its line: a progress bar prints as many as it is long. */
function withoutErased(text: string): string {
  if (!text.includes('\u0008')) return text
  const kept: string[] = []
  for (const char of text) {
    if (char !== '\u0008') kept.push(char)
    else if (kept.at(-1) !== '\n') kept.pop()
  }
  return kept.join('')
}
