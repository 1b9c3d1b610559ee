/** What a spreadsheet would run as a formula, also a Japanese one; a plain number is not one. */
const formula = /^[=@\t\r\n＝＠＋－]|^[+-](?!\d*\.?\d+(e[+-]?\d+)?$)/i

/** Rows as CSV in which no spreadsheet runs a text as a formula. Not by papaparse, which Node can't load by name. */
export const csvOf = (rows: (string | number)[][]): string => rows.map((row) => row.map(cellOf).join(',')).join('\r\n')

function cellOf(value: string | number): string {
  const text = String(value)
  const isFormula = typeof value === 'string' && formula.test(text)
  if (!isFormula && !/[",\r\n]|^\s|\s$/.test(text)) return text
  return `"${isFormula ? "'" : ''}${text.replaceAll('"', '""')}"`
}
