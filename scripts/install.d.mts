export function installPackages(): void
export function ourNode(): string
export function isEnough(version: { major: number; minor: number }): boolean
export function withOurNode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv
