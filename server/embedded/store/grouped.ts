/** Groups rows by owner (run, model, experiment), keeping their order. */
export function grouped<R, T>(rows: R[], owner: (row: R) => string, wire: (row: R) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = owner(row)
    const group = groups.get(key)
    if (group) group.push(wire(row))
    else groups.set(key, [wire(row)])
  }
  return groups
}
