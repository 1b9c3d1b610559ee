import type { Request } from '../engine/wire.ts'
import type { Meeting } from './difference.ts'

const messageOf = ({ ours }: Meeting) => String((ours.body as { message?: unknown }).message)

/** Whether we refuse and name a field, which was sent with the value we quote, or not at all. */
export function namesTheField(met: Meeting): boolean {
  const form = /^(?:Invalid value (.+) for|Missing value for required) parameter '([^']+)'/s
  const [, shown, path = ''] = form.exec(messageOf(met)) ?? []
  if (!path) return false
  const sent = valueAt(met.request, path)
  if (shown === undefined) return sent === undefined || sent === null || sent === ''
  return asShown(sent) === shown || sent === shown // numbers of a query string are sent as text
}

/** The value at a path such as `tags[0].key` of a request, in either spelling of a field. */
function valueAt({ body, query = [] }: Request, path: string): unknown {
  const fields = body ?? Object.fromEntries(Object.entries(Object.groupBy(query, ([name]) => name)).map(firstOrAll))
  return path.split(/[.[\]]+/).reduce<unknown>((value, part) => {
    const parent = (value ?? {}) as Record<string, unknown>
    return part === '' ? value : (parent[part] ?? parent[camel(part)])
  }, fields)
}

const firstOrAll = ([name, sent = []]: [string, (readonly [string, string])[] | undefined]) => {
  const values = sent.map(([, value]) => value)
  return [name, values.length > 1 ? values : values[0]] as const
}

const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A value as our messages show it: as ASCII JSON, shortened; ids are labels in a normalized answer. */
function asShown(value: unknown): string {
  const json = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? '')
  const ascii = json.replaceAll(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return (ascii.length > 200 ? `${ascii.slice(0, 200)}…` : ascii).replaceAll(/\{(\w+)\}/g, '<$1>')
}

/** Our messages about a filter, each with its faulty part. */
const faults = [
  /^Invalid clause\(s\) in filter string: (.*?)(?: \((?:use|aliases) .*\))?$/s,
  /^Invalid comparison clause\. Expected 'Identifier' found '(.*?)'(?:\. Put a key .*)?$/s,
  /^Invalid filter string: "(.*?)…?"\. Expected a list of comparisons/s,
  /^Invalid filter '(.*)'\. Could not be parsed\.$/s,
  /^Invalid entity type:? '(.*?)'/s,
  /^Invalid (?:attribute|dataset) key '(.*?)' specified/s,
  /^Invalid comparison operator for .*: '(.*?)'\. Expected one of/s,
  /^Invalid comparator '(.*?)' not one of/s,
  /^Invalid comparator for [\w ]+: (.*)$/s,
  /^Invalid comparison: (.*?)(?:IS (?:NOT )?NULL)\./s,
  /^Invalid value for numeric attribute '.*': (.*)$/s,
  /^Expected numeric value type for .*\. Found (.*)$/s,
  /^Expected a quoted string value .*\. Got value (.*)$/s,
  /^Parameter value is either not quoted .* for string value (.*)\. Use either/s,
  /^While parsing a list in the query, expected .* got different type in list: (.*)$/s,
  /^IS NULL \/ IS NOT NULL is .* not for .* ?'(.*)'$/s,
  /^Search filter contained multiple expression '(.*?)…?'/s,
]
/** Messages about a whole list. */
const ofLists = /^While parsing a list .* but got (?:empty|ill-formed) list|attributes support comparison with a list/

/** Whether we refuse a filter and quote a part that is in it. */
export function namesThePart(met: Meeting): boolean {
  const message = messageOf(met)
  const filter = bare(valueAt(met.request, 'filter'))
  if (ofLists.test(message)) return /\bin\b/i.test(String(valueAt(met.request, 'filter')))
  const part = faults.map((form) => form.exec(message)?.[1]).find((found) => found !== undefined)
  return part !== undefined && (bare(part) === 'endoffilter' || filter.includes(bare(part)))
}

/** Messages show spaces, quotes and case differently from how they were sent. */
const bare = (text: unknown) =>
  String(text)
    .replaceAll(/\{experiment\d+\}|\d+/g, '0') // an experiment's number differs between servers
    .replaceAll(/\{(\w+)\}/g, '<$1>')
    .replaceAll(/[\s'"`]/g, '')
    .toLowerCase()
