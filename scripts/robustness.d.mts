export declare function requiredRows(document?: string): string[]
export declare function rowsOf(text: string): string[]
