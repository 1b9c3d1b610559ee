/** Names the failed tests in a JSON report of Vitest or Playwright, one line each. `root`: paths are shown from here. */
export declare function failedTests(report: unknown, root: string): string[]
