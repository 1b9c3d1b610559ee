import type { Db } from '../db.ts'

/** How long one turn may take, in ms: meanwhile nobody else is answered. */
const TURN_MS = 5

/** Does the `work` of writing for all rows of a long list. Others are answered between its turns. `next` gives some that are left to do. */
export async function writeInTurns<Row>(db: Db, next: () => Row[], work: (row: Row) => void): Promise<void> {
  for (;;) {
    const rows = next()
    if (rows.length === 0) return
    while (rows.length > 0) await db.write(() => takeTurn(rows, work))
  }
}

function takeTurn<Row>(rows: Row[], work: (row: Row) => void): void {
  const until = performance.now() + TURN_MS
  do {
    const row = rows.shift()
    if (row === undefined) return
    work(row)
  } while (performance.now() < until)
}
