import { conflict } from '#contract/errors.ts'
import { tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'

// MLflow has no conditional writes. So each write first reads what it replaces. Two people can still overwrite each
// other between these two requests.

/** The value last shown, null for none; omit it to allow overwriting anything. */
type Seen = { was?: string | null }
export type TextChange = { text: string } & Seen
export type TagChange = Tag & Seen
export type TagRemoval = { key: string } & Seen
export type AliasChange = { alias: string; version: string } & Seen
export type AliasRemoval = { alias: string } & Seen

/** Throws RESOURCE_CONFLICT if someone else changed the text. */
export async function expectText({ was }: Seen, read: () => Promise<string | undefined>): Promise<void> {
  if (was === undefined || ((await read()) ?? '') === (was ?? '')) return
  throw conflict('Someone else changed this text. Yours is not saved yet.')
}

/** The same for a tag. An empty value is not the same as no tag. */
export async function expectTag({ key, was }: TagRemoval, read: () => Promise<readonly Tag[] | undefined>) {
  if (was === undefined) return
  const now = tagValue(await read(), key)
  if ((now ?? null) === was) return
  throw conflict(`Someone else ${now === undefined ? 'removed this tag' : `set it to “${now}”`}.`)
}

type Aliases = readonly { alias: string; version: string }[] | undefined

/** The same for the version that has an alias. */
export async function expectAlias({ alias, was }: AliasRemoval, read: () => Promise<Aliases>) {
  if (was === undefined) return
  const now = (await read())?.find((it) => it.alias === alias)?.version
  if ((now ?? null) === was) return
  throw conflict(
    now === undefined ? `Someone else removed @${alias}.` : `Someone else moved @${alias} to version ${now}.`,
  )
}

/** The same for the stages of versions, which are then not `done`; a missing version is left to the server. */
export function expectStages<It extends { version: string; current_stage?: string | undefined }>(
  was: readonly It[],
  now: readonly It[],
  done: 'moved' | 'moved back' | 'deleted',
): void {
  for (const { version, current_stage = 'None' } of was) {
    const found = now.find((it) => it.version === version)
    const stage = found?.current_stage ?? 'None'
    if (found && stage !== current_stage)
      throw conflict(`Someone else changed the stage of version ${version} to ${stage}, so it was not ${done}.`)
  }
}
