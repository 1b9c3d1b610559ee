export declare function makeVenv(which: string): string | undefined
