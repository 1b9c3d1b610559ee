import type { Tag } from '#contract/values.ts'
import type { Part } from '../changes/part.ts'
import { isChanged, type ValueChange } from '../changes/values.ts'
import type { ValueChoice } from '../metrics/metric-value.ts'
import type { Compared, Dossier, Side } from './dossier.ts'
import { absent, none, type Row, said, section, table, unread } from './dossier-tables.ts'
import type { Html } from './html.ts'

/** The version, the one that it is compared with if there is one, and the model's tags, which say what metrics mean. */
export type Both = {
  own: Side
  evidence: Dossier['evidence']
  other: Compared | undefined
  tags: readonly Tag[] | undefined
  /** Which value of metrics is told. */
  choice: ValueChoice
}

/** The headers of the columns with values. */
const headers = ({ own, other }: Both): string[] => [
  ...(other
    ? [`${other.version.name === own.version.name ? '' : `${other.version.name} `}version ${other.version.version}`]
    : []),
  `version ${own.version.version}`,
]

/** The cells of one row: a value that is missing, or not known. */
export const cells = (
  { before, after }: { before?: Html | string | undefined; after?: Html | string | undefined },
  [was, is]: readonly [Part<unknown> | undefined, Part<unknown>],
): Html[] => [...(was ? [cell(before, was)] : []), cell(after, is)]

const cell = (value: Html | string | undefined, part: Part<unknown>): Html =>
  value === undefined ? absent(part) : typeof value === 'string' ? said(value) : value

export type Parts = readonly [Part<unknown> | undefined, Part<unknown>]
const partsIn = (parts: Parts): Part<unknown>[] => parts.filter((part) => part !== undefined)

/** Above the table: its first and last column; `note` says how to read it. */
type Words = { columns: [what: string, difference?: string]; note?: string }

/** A table of what both have, or that there is none; says what could not be read. */
export function listed(
  title: string,
  both: Both,
  parts: Parts,
  rows: readonly Row[],
  { columns: [what, difference], note }: Words,
): Html {
  const last = difference !== undefined && both.other ? [difference] : []
  return section(title, [
    ...unread(partsIn(parts)),
    rows.length > 0 && note ? none(note) : undefined,
    rows.length > 0
      ? table(title, [what, ...headers(both), ...last], rows)
      : partsIn(parts).every(({ state }) => state === 'known')
        ? none('None.')
        : undefined,
  ])
}

/** Texts under names: one row for each. */
export const texts = (changes: readonly ValueChange[], parts: Parts): Row[] =>
  changes.map((change) => ({
    key: change.key,
    cells: cells(change, parts),
    isSame: parts[0] !== undefined && !isChanged(change),
  }))
