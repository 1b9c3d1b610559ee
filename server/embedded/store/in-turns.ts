import type { Db } from '../db.ts'

/** How long one turn may take, in ms: meanwhile nobody else is answered. */
const TURN_MS = 5

/** Does the `work` of writing for all rows of a long list. Others are answered between its turns. `next` gives some that are left to do. */
export async function writeInTurns<Row>(
  db: Db,
  next: () => Row[],
  work: (row: Row) => void,
  ms = TURN_MS,
): Promise<void> {
  for (;;) {
    const rows = next()
    if (rows.length === 0) return
    while (rows.length > 0) await db.write(() => takeTurn(rows, work, ms))
  }
}

function takeTurn<Row>(rows: Row[], work: (row: Row) => void, ms: number): void {
  const until = performance.now() + ms
  do {
    const row = rows.shift()
    if (row === undefined) return
    work(row)
  } while (performance.now() < until)
}
