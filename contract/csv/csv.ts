import { unparse } from 'papaparse'

/** What a spreadsheet would run as a formula, also a Japanese one; a plain number is not one. */
const formula = /^[=@\t\r\n＝＠＋－]|^[+-](?!\d*\.?\d+(e[+-]?\d+)?$)/i

/** Rows as CSV in which no spreadsheet runs a text as a formula. */
export const csvOf = (rows: (string | number)[][]): string => unparse(rows, { escapeFormulae: formula })
