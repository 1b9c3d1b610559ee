// The published types pull Node's into the browser's code; these are the calls we use.
declare module 'papaparse' {
  /** Rows as CSV; text that `escapeFormulae` matches gets a `'` in front, numbers never. */
  export function unparse(rows: readonly (string | number)[][], config: { escapeFormulae: RegExp }): string
  /** Rows of cells as text; `delimiter: ''` finds it. Never throws: `errors` tells what is odd. */
  export function parse(
    text: string,
    config: { delimiter?: string; skipEmptyLines?: boolean | 'greedy'; preview?: number },
  ): {
    data: string[][]
    errors: { type: 'Quotes' | 'Delimiter' | 'FieldMismatch'; message: string; row?: number }[]
    meta: { delimiter: string; truncated: boolean }
  }
}
