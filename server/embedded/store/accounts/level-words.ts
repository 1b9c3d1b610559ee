/** The levels of a registered model and of an experiment, as numbers that compare (migrations/009-accounts.sql). */
export const levels = { none: 0, read: 1, edit: 2, staging: 3, production: 4, manage: 5 } as const
export type Level = (typeof levels)[keyof typeof levels]

/** The words of the registry, and those of MLflow for experiments. */
const modelWords = {
  CAN_READ: levels.read,
  CAN_EDIT: levels.edit,
  CAN_MANAGE_STAGING_VERSIONS: levels.staging,
  CAN_MANAGE_PRODUCTION_VERSIONS: levels.production,
  CAN_MANAGE: levels.manage,
} as const
export type ModelLevel = keyof typeof modelWords
export const modelLevels: ReadonlyMap<string, Level> = new Map(Object.entries(modelWords))
export const experimentLevels: ReadonlyMap<string, Level> = new Map([
  ['READ', levels.read],
  ['EDIT', levels.edit],
  ['MANAGE', levels.manage],
])

/** The word for a level on a model; the lowest for none, which has no word. */
export function modelWordOf(level: Level): ModelLevel {
  const [word = 'CAN_READ'] = [...modelLevels].find(([, known]) => known === level) ?? []
  return word as ModelLevel // a key of modelWords
}

/** The word for a level that a thing can need. */
export function wordOf({ kind }: Pick<Thing, 'kind'>, level: Level): string {
  if (kind === 'model') return modelWordOf(level)
  return [...experimentLevels].find(([, known]) => known >= level)?.[0] ?? 'MANAGE'
}

/** What levels are given on. */
export type Thing = { kind: 'model'; name: string } | { kind: 'experiment'; id: number }
