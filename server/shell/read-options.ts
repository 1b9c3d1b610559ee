import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { ConfigError } from '../config/config-values.ts'

/** The flags and words of a command. Throws ConfigError, with the command's help, for a flag that it does not know. */
export function readOptions<O extends ParseArgsOptionsConfig>(argv: readonly string[], options: O, help: string) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message.split(/\.\s/, 1)[0] : ''}.\n${help}`)
  }
}

/** Whether somebody asks what a command takes, instead of running it. */
export const asksHelp = (argv: readonly string[]): boolean => argv.some((word) => word === '--help' || word === '-h')
