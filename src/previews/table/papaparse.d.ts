// The published types pull Node's types into browser code; these are the calls we use.
declare module 'papaparse' {
  /** Rows of cells as text; `delimiter: ''` detects it. Never throws: see `errors`. */
  export function parse(
    text: string,
    config: { delimiter?: string; skipEmptyLines?: boolean | 'greedy'; preview?: number },
  ): {
    data: string[][]
    errors: { type: 'Quotes' | 'Delimiter' | 'FieldMismatch'; message: string; row?: number }[]
    meta: { delimiter: string; truncated: boolean }
  }
}
