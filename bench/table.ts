/** One line of a table: a name, then numbers with three digits. */
export function row([name = '', ...cells]: readonly (string | number)[]): void {
  const text = cells.map((cell) => (typeof cell === 'number' ? String(Number(cell.toPrecision(3))) : cell).padStart(10))
  console.log(String(name).padEnd(22) + text.join(''))
}
