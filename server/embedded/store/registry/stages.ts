import { invalid } from '#contract/errors.ts'
import { isActive, stages } from '#contract/stages.ts'
import type { ReviewEvent } from '#contract/review-log.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { eachState } from '../artifacts/with-folders.ts'
import { logColumns, type LogRow, recordEach } from '../reviews/log.ts'
import { type Read, requireAllowed } from '../reviews/policy/gate.ts'
import { holdsOne, stateIfGuarded } from '../reviews/policy/guarded.ts'
import { rulesColumns, rulesIn, type RulesRow } from '../reviews/policy/policies.ts'
import { moveAlias } from './aliases.ts'
import { checkModelName, versionNumber } from './model-names.ts'
import { aliasColumn, missingVersion, versionColumns, versionOf, type VersionRow } from './version-rows.ts'
import { getVersion } from './versions.ts'

/** The stage a word in any case means (docs/rest-contract.md §6). Throws INVALID_PARAMETER_VALUE for other words. */
export function canonicalStage(word: string): Stage {
  const stage = stages.find((stage) => stage.toLowerCase() === word.toLowerCase())
  if (!stage)
    throw invalid(`Invalid Model Version stage: ${word}. Value must be one of None, Staging, Production, Archived.`)
  return stage
}

/** Who moves a version, why, and the event that caused it, if another one did. */
export type Mover = {
  user: string
  comment?: string | undefined
  cause?: number
}

/** What the policy is applied with; `isDecided`: it was found to allow the move, or somebody has decided against it. */
export type Pass = Read & { isDecided?: boolean }

export type Move = VersionId & {
  /** In any case. */
  stage: string
  /** Whether to archive what else is in that stage. */
  archive: boolean
  /** Aliases of the model that this version gets. */
  aliases?: readonly string[]
}

/** The moved version, and the event of the move, if it changed the stage. */
export type Moved = { model_version: ModelVersion; event?: ReviewEvent | undefined }

/**
 * Moves one version, if the policy allows it; with `archive`, whatever else holds that stage is archived in the same write, so that no
 * reader sees two holders or none. Every version that changes its stage gets an event in the model's log. MLflow answers 500 for archiving
 * with None or Archived; we refuse with its message. Throws RESOURCE_CONFLICT for what the policy misses.
 */
export function transitionStage(
  db: Db,
  { stage: word, archive: asked, aliases = [], ...id }: Move,
  mover: Mover,
  pass: Pass,
): Moved {
  const stage = canonicalStage(word)
  if (asked && !isActive(stage))
    throw invalid(
      `Model version transition cannot archive existing model versions because '${word}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
    )
  const { before, rules, log } = versionWithRules(db, id)
  const [version, from = 'None'] = [Number(before.version), before.current_stage]
  const archive = asked || holdsOne(rules, stage)
  const others = archive ? db.all<{ version: number }>(OTHERS, id.name, stage, version) : []
  if (!pass.isDecided && rules.length > 0) requireAllowed(db, { ...id, stage, aliases }, pass)
  const now = Date.now()
  const stateOf = (number: number) => {
    const place = number === version ? from : stage
    return stateIfGuarded(db, pass.artifacts, { name: id.name, version: String(number) }, place, rules)
  }
  const [files, ...filesOfOthers] = eachState([version, ...others.map((it) => it.version)], stateOf)
  const [event] = setStages(db, id.name, [{ version, from, to: stage, files }], now, mover, log)
  const cause = event?.number ?? mover.cause
  const follower = { user: mover.user, ...(cause !== undefined && { cause }) }
  const follow = others.map((other, at) => ({
    version: other.version,
    from: stage,
    to: 'Archived' as const,
    files: filesOfOthers[at],
  }))
  setStages(db, id.name, follow, now, follower, log)
  for (const alias of aliases) moveAlias(db, id, alias, follower, pass.artifacts)
  db.run('UPDATE registered_models SET last_updated_timestamp = ? WHERE name = ?', now, id.name)
  if (aliases.length > 0) return { model_version: getVersion(db, id), event }
  return { model_version: { ...before, current_stage: stage, last_updated_timestamp: now }, event }
}

/** What is archived. Each is written, so 500 are as much as the main thread may read (weigh.ts, store/too-much.ts). */
const OTHERS = `SELECT version FROM model_versions
  WHERE name = ? AND current_stage = ? AND version != ? AND weigh(2000) ORDER BY version`

/** A version with its aliases, and of its model the rules that hold and the log. Throws RESOURCE_DOES_NOT_EXIST. */
function versionWithRules(db: Db, id: VersionId) {
  checkModelName(id.name)
  const [row] = db.lists<[...rules: RulesRow, ...log: LogRow, ...version: VersionRow]>(
    WITH_RULES,
    id.name,
    versionNumber(id.version),
  )
  if (!row) throw missingVersion(id)
  const [defaults, own, log, hasRequests, isHeard, ...version] = row
  return { before: versionOf(version), rules: rulesIn([defaults, own]), log: [log, hasRequests, isHeard] as const }
}

const WITH_RULES = `SELECT ${rulesColumns}, ${logColumns}, ${versionColumns}, ${aliasColumn}
  FROM model_versions AS v JOIN registered_models AS m ON m.name = v.name WHERE v.name = ? AND v.version = ?`

/**
 * A version that goes from one stage to another, or stays. `files`: if it leaves where the policy guards it, stands for it as it was
 * (`evidenceState`).
 */
export type Change = { version: number; from: Stage; to: Stage; files?: string | undefined }

/**
 * Sets the stages of some versions and records each move; gives the events of those that were not in their stage already. `log`: as it was
 * read in the same write.
 */
export function setStages(
  db: Db,
  name: string,
  changes: readonly Change[],
  now: number,
  { user, comment, cause }: Mover,
  log?: LogRow,
): ReviewEvent[] {
  const [only, another] = changes
  if (only && !another) db.run(`${SET_STAGE} version = ?`, only.to, now, name, only.version)
  else
    for (const [to, some] of Map.groupBy(changes, (change) => change.to)) {
      const versions = JSON.stringify(some.map(({ version }) => version))
      db.run(`${SET_STAGE} version IN (SELECT value FROM json_each(?))`, to, now, name, versions)
    }
  const moves = changes
    .filter(({ from, to }) => from !== to)
    .map(({ version, from, to, files }) => ({
      kind: 'moved' as const,
      version: String(version),
      from_stage: from,
      to_stage: to,
      comment,
      cause,
      files,
    }))
  return moves.length > 0 ? recordEach(db, name, user, moves, {}, log) : []
}

const SET_STAGE = 'UPDATE model_versions SET current_stage = ?, last_updated_timestamp = ? WHERE name = ? AND'
