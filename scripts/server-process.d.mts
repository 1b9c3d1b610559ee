export const serverArgs: string[]
export function serverEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv
