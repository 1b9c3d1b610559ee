import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

// The arguments of the program, and the queries of its database.

const [file = '', ...others] = process.argv.slice(2)
export const [folder = '', how] = others
export const db = new DatabaseSync(file)
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY')
const kept = new Map<string, StatementSync>()
export function sql(text: string): StatementSync {
  let statement = kept.get(text)
  if (!statement) kept.set(text, (statement = db.prepare(text)))
  return statement
}
export const all = (text: string, ...values: SQLInputValue[]) => sql(text).all(...values)
export const list = (text: string, ...values: SQLInputValue[]) =>
  JSON.stringify(
    all(text, ...values)
      .map(Object.values)
      .flat(),
  )
export const now = () => Date.now()
