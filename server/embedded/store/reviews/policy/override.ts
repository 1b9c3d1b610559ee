import { conflict, invalid } from '#contract/errors.ts'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import { moveAlias } from '../../registry/aliases.ts'
import { canonicalStage, transitionStage } from '../../registry/stages.ts'
import { requireVersion } from '../../registry/version-rows.ts'
import { activityId, existingLog, record } from '../log.ts'
import { missingFor, type Read } from './gate.ts'

type Override = VersionId & {
  stage?: string | undefined
  aliases: readonly string[]
  archive: boolean
  comment: string
}

/**
 * Moves a version, its aliases or both against the policy, with a reason; gives the event's id. Throws RESOURCE_CONFLICT if
 * the policy allows the move anyway. Throws FilesChanged.
 */
export function overrideMove(db: Db, { archive, comment, ...id }: Override, user: string, read: Read): string {
  if (comment.trim() === '') throw invalid("Missing value for required parameter 'comment'.")
  if (id.stage === undefined && id.aliases.length === 0) throw invalid('Request must specify stage or aliases.')
  const stage = id.stage === undefined ? undefined : canonicalStage(id.stage)
  const version = String(requireVersion(db, id).version)
  const missing = missingFor(db, { ...id, stage }, read).map(({ text }) => text)
  if (missing.length === 0) throw conflict('The policy allows this move. Make it without overriding.')
  const targets = [...(stage === undefined ? [] : [stage]), ...id.aliases.map(aliasTarget)]
  const event = record(db, id.name, user, {
    kind: 'overridden',
    version,
    targets,
    missing: [...new Set(missing)],
    comment,
  })
  const mover = { user, cause: event.number }
  if (stage !== undefined) transitionStage(db, { ...id, stage, archive }, mover, { ...read, isDecided: true })
  else for (const alias of id.aliases) moveAlias(db, id, alias, mover, read.artifacts)
  return activityId(existingLog(db, id.name), event.number)
}
