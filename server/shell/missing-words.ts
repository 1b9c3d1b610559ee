import { ConfigError } from '../config/config-values.ts'

/** What each command takes besides its flags, in this order, as the help says. */
export const taken: Readonly<Record<string, readonly string[]>> = {
  'user add': ['NAME'],
  'user role': ['NAME', 'ROLE'],
  'user password': ['NAME'],
  'user deactivate': ['NAME'],
  'user activate': ['NAME'],
  'user delete': ['NAME'],
  'group add': ['GROUP'],
  'group delete': ['GROUP'],
  'group join': ['GROUP', 'ACCOUNT'],
  'group leave': ['GROUP', 'ACCOUNT'],
  'token add': ['ACCOUNT'],
  'token list': ['ACCOUNT'],
  'token revoke': ['ACCOUNT', 'ID'],
  'access model': ['NAME', 'LEVEL'],
  'access experiment': ['NAME', 'LEVEL'],
  'webhook add': ['URL'],
  'webhook delete': ['ID'],
}

/** Throws ConfigError, naming what is missing, if a command lacks a word or has an empty one: nothing is called ''. */
export function requireWords([subject = '', verb = '', ...words]: readonly string[]): void {
  const command = `${subject} ${verb}`
  const names = taken[command] ?? []
  const missing = names.find((_, at) => !words[at])
  if (missing) throw new ConfigError(`${missing} is missing: modelshelf ${command} ${names.join(' ')}`)
}
