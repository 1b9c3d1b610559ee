import { execFile } from 'node:child_process'
import { join } from 'node:path'

const main = join(import.meta.dirname, '..', 'server', 'main.ts')

/** Runs a command such as `which DIR` as a process of its own; gives what it printed and the status that it ended with. */
export const inShell = (words: readonly string[], env: Record<string, string> = {}) =>
  new Promise<{ status: number; printed: string }>((resolve) => {
    execFile(process.execPath, [main, ...words], { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), printed: `${stdout}${stderr}`.trim() }),
    )
  })
