import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Reads a password. `ask`: what to print first, where somebody sits at a terminal. */
export type ReadPassword = (ask: string) => Promise<string>

/** Reads one line, without showing it where it is typed. */
export async function typedPassword(ask: string): Promise<string> {
  const isTyped = process.stdin.isTTY
  if (isTyped) process.stderr.write(ask)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTyped })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    if (isTyped) process.stderr.write('\n')
  }
}
