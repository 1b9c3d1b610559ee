/**
 * Writes styles as emotion serialises them, rules nested in declarations, as rules that stand beside each other: for each
 * selector first all of its declarations, then what is nested, as emotion's own compiler (stylis) does. That reads and
 * prefixes each declaration of each component; this only looks for braces.
 */
export function flatRules(selector: string, styles: string): string[] {
  const rules: string[] = []
  const plain = styles.includes('/*') ? styles.replace(comment, '') : styles
  write([selector], plain.replace(prefixed, '$1-webkit-$2;$2'), rules)
  return rules
}

const comment = /\/\*[^]*?\*\//g
/** What Safari or a Chromium of 2023 knows only with a prefix, of what is in use. */
const prefixed =
  /(^|[;{}])((?:user-select|text-decoration|mask-image|backdrop-filter|hyphens|print-color-adjust):[^;}]*)/g
const stringOrBrace = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}]/g
/** At-rules that hold rules; others, such as keyframes, stay as they are. */
const grouping = /^@(media|supports|container|layer|scope|starting-style)/

function write(selectors: readonly string[], styles: string, rules: string[]): void {
  const nested: { name: string; body: string }[] = []
  let declarations = ''
  let [from, open, depth] = [0, 0, 0]
  if (styles.includes('{'))
    for (const { 0: found, index } of styles.matchAll(stringOrBrace)) {
      if (found === '{' && depth++ === 0) open = index
      if (found !== '}' || --depth !== 0) continue
      const start = Math.max(from, styles.lastIndexOf(';', open) + 1)
      declarations += styles.slice(from, start)
      nested.push({ name: styles.slice(start, open).trim(), body: styles.slice(open + 1, index) })
      from = index + 1
    }
  declarations += styles.slice(from)
  if (/[^;\s]/.test(declarations)) rules.push(`${selectors.join()}{${declarations}}`)
  for (const { name, body } of nested)
    if (grouping.test(name)) {
      const inner: string[] = []
      write(selectors, body, inner)
      if (inner.length > 0) rules.push(`${name}{${inner.join('')}}`)
    } else if (name.startsWith('@')) rules.push(`${name}{${body}}`)
    else write(within(selectors, name), body, rules)
}

/** Nested selectors, written out: `&` is the outer one, and what begins with a colon belongs to it too. */
const within = (outer: readonly string[], nested: string) =>
  alternatives(nested).flatMap((part) =>
    outer.map((selector) => {
      if (part.includes('&')) return part.split('&').join(selector)
      return part.startsWith(':') || !selector ? selector + part : `${selector} ${part}`
    }),
  )

const bracketOrComma = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()[\],]/g

/** Splits a list of selectors at its commas, but not at those in brackets. */
function alternatives(list: string): string[] {
  if (!list.includes(',')) return [list]
  const parts: string[] = []
  let [from, depth] = [0, 0]
  for (const { 0: found, index } of list.matchAll(bracketOrComma)) {
    if (found === '(' || found === '[') depth++
    if (found === ')' || found === ']') depth--
    if (found !== ',' || depth > 0) continue
    parts.push(list.slice(from, index).trim())
    from = index + 1
  }
  return [...parts, list.slice(from).trim()]
}
