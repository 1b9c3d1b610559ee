/**
 * SQL that reads an int64 column exactly: a number up to 2^53, else its digits, since node:sqlite refuses to read
 * what a double cannot hold. The result is named like the column: ORDER BY needs the qualified name beside it.
 */
export function exact(column: string): string {
  const name = column.replace(/^.*\./, '')
  return `iif(${column} BETWEEN -9007199254740991 AND 9007199254740991, ${column}, CAST(${column} AS TEXT)) AS ${name}`
}

/** What `exact` reads. */
export type Int64 = number | string

/** The integer `exact` read, as answers hold it. */
export function int64Of(value: Int64): number | bigint {
  return typeof value === 'string' ? BigInt(value) : value
}
