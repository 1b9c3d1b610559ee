import { ConfigError } from '../config/config-values.ts'
import type { Db } from '../embedded/db.ts'
import { experimentLevels, type Level, modelLevels, type Thing } from '../embedded/store/accounts/level-words.ts'
import { type Holder, setLevel } from '../embedded/store/accounts/levels.ts'
import { getExperimentByName } from '../embedded/store/experiments/experiment-rows.ts'

type HolderFlags = { everybody: boolean; account?: string; group?: string }

/** `modelshelf access KIND NAME LEVEL`, for whom the flags name. Returns what to print, undefined for an unknown kind. */
export async function giveAccess(
  db: Db,
  [kind, name = '', word = '']: readonly string[],
  flags: HolderFlags,
  by: string,
): Promise<string | undefined> {
  if (kind !== 'model' && kind !== 'experiment') return undefined
  const holder = holderOf(flags)
  const level = levelOf(kind === 'model' ? modelLevels : experimentLevels, word)
  const thing: Thing =
    kind === 'model' ? { kind, name } : { kind, id: Number(getExperimentByName(db, name).experiment_id) }
  await db.write(() => setLevel(db, thing, holder, level, by))
  return `${'name' in holder ? holder.name : 'Everybody'}: ${word} on the ${kind} '${name}'.`
}

function holderOf({ everybody, account, group }: HolderFlags): Holder {
  const holders: Holder[] = [
    ...(everybody ? [{ holder: 'everybody' } as const] : []),
    ...(account === undefined ? [] : [{ holder: 'account', name: account } as const]),
    ...(group === undefined ? [] : [{ holder: 'group', name: group } as const]),
  ]
  const [holder, ...more] = holders
  if (!holder || more.length > 0) throw new ConfigError('Use one of --everybody, --account NAME and --group NAME.')
  return holder
}

function levelOf(known: ReadonlyMap<string, Level>, word: string): Level | undefined {
  if (word === 'default') return undefined
  const level = word === 'none' ? 0 : known.get(word)
  if (level !== undefined) return level
  throw new ConfigError(`The level must be ${[...known.keys()].join(', ')}, none or default, not '${word}'.`)
}
