import type { FoundVersion, Kind } from '#contract/find/model-fields.ts'
import type { Db } from '../../db.ts'
import { versionColumns, versionOf, type VersionRow } from '../registry/version-rows.ts'

// The description and the tags of each version are a text of their own, so that a change of one among many writes no more than that.

/** What the database calls a text: its kind, and the number of the version that it tells of, if it is one. */
export type TextKind = Kind | `versions ${number}`

/** The kind of a text; asked ten thousand times in a search. */
export const kindOf = (kind: TextKind): Kind => (isOfVersions(kind) ? 'versions' : kind)
const isOfVersions = (kind: TextKind): kind is Exclude<TextKind, Exclude<Kind, 'versions'>> =>
  kind.startsWith('versions')

export function numberIn(kind: TextKind): number | undefined {
  const [, version] = kind.split(' ')
  return version === undefined ? undefined : Number(version)
}

/** What these versions of a model are found by, in this order. */
export const foundVersions = (db: Db, name: string, versions: readonly number[]): FoundVersion[] =>
  db
    .lists<VersionRow>(
      `SELECT ${versionColumns} FROM json_each(?) AS asked
       CROSS JOIN model_versions AS v ON v.name = ? AND v.version = asked.value ORDER BY asked.key`,
      JSON.stringify(versions),
      name,
    )
    .map(versionOf)

/** More versions of one model that have a word are not looked at for the best place of it. */
const MOST_TOLD = 20

/** The newest versions of a model in whose texts one of these folded terms is, the newest first. */
export function versionsWith(db: Db, name: string, terms: readonly string[]): FoundVersion[] {
  const numbers = new Set<number>()
  for (const term of terms)
    for (const [kind] of db.lists<[TextKind]>(
      `SELECT t.kind FROM model_texts AS t WHERE t.name = ? AND t.kind > 'versions ' AND t.kind < 'versions!' AND instr(t.text, ?)
       ORDER BY length(t.kind) DESC, t.kind DESC LIMIT ${MOST_TOLD}`,
      name,
      term,
    ))
      numbers.add(numberIn(kind)!) // the query asks for those with a number
  return foundVersions(
    db,
    name,
    [...numbers].toSorted((a, b) => b - a),
  )
}
