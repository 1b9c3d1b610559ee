/**
 * SQL that reads an int64 column exactly: as a number up to 2^53, else as digits, because node:sqlite refuses what a
 * double can't hold. The result has the column's name, so ORDER BY needs the qualified name.
 */
export function exact(column: string): string {
  const name = column.replace(/^.*\./, '')
  return `iif(${column} BETWEEN -9007199254740991 AND 9007199254740991, ${column}, CAST(${column} AS TEXT)) AS ${name}`
}

/** What `exact` reads. */
export type Int64 = number | string

/** Turns the result of `exact` into the integer of an answer. */
export function int64Of(value: Int64): number | bigint {
  return typeof value === 'string' ? BigInt(value) : value
}
