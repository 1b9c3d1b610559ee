// In a file of its own, so that pages need not load the rules.

/** An alias with its `@`: what a rule guards, or where a request asks a version to go. */
export type AliasTarget = `@${string}`

export const aliasTarget = (alias: string): AliasTarget => `@${alias}`
export const isAliasTarget = (target: string): target is AliasTarget => target.startsWith('@')
