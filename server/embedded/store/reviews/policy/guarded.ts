import { conflict } from '#contract/errors.ts'
import { aliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import { inForce, type Rule, ruleFor } from '#contract/policy/rules.ts'
import type { Stage, VersionId } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import { checkPath } from '../../artifacts/artifact-paths.ts'
import type { ArtifactStore } from '../../artifacts/artifacts.ts'
import type { FolderStates } from '../../artifacts/folder-states.ts'
import { aroundPath, touches } from '../../artifacts/version-places.ts'
import { versionNumber } from '../../registry/model-names.ts'
import { modelExists } from '../../registry/model-rows.ts'
import { defaultPolicy, rulesOf } from './policies.ts'
import { evidenceState } from './gate.ts'

/** A version that is where a rule guards it. */
type Guarded = { name: string; version: number; storage_location: string; targets: string[] }

type Row = {
  name: string
  version: number
  current_stage: Stage
  storage_location: string
  aliases: string
  own: string | null
}

/** Of the versions `v` for which `which` holds, those that are in a guarded stage or have a guarded alias. */
function guardedVersions(db: Db, which: string, ...params: (string | number)[]): Guarded[] {
  const defaults = defaultPolicy(db).rules
  if (defaults.length === 0 && !db.get('SELECT 1 FROM policies LIMIT 1')) return []
  const rows = db.all<Row>(
    `SELECT v.name, v.version, v.current_stage, v.storage_location, p.rules AS own,
       (SELECT json_group_array(a.alias) FROM aliases AS a WHERE a.name = v.name AND a.version = v.version) AS aliases
     FROM model_versions AS v JOIN registered_models AS m ON m.name = v.name LEFT JOIN policies AS p ON p.log = m.review_log
     WHERE ${which} AND (v.current_stage IN ('Staging', 'Production')
       OR EXISTS (SELECT 1 FROM aliases AS a WHERE a.name = v.name AND a.version = v.version))`,
    ...params,
  )
  return rows.flatMap(({ current_stage, aliases, own, ...row }) => {
    const rules = inForce(defaults, JSON.parse(own ?? '[]') as Rule[])
    const places = [current_stage, ...(JSON.parse(aliases) as string[]).map(aliasTarget)]
    const targets = places.filter((place) => ruleFor(rules, place) !== undefined)
    return targets.length > 0 ? [{ ...row, targets }] : []
  })
}

/** The lowest of a model's versions that are where a rule guards them. Looks at one version for each rule, however many are there. */
function firstGuarded(db: Db, name: string): Guarded | undefined {
  if (!modelExists(db, name)) return undefined
  const targets = rulesOf(db, name).map(({ target }) => target)
  if (targets.length === 0) return undefined
  const candidates = `SELECT version FROM aliases WHERE name = ? AND alias IN (SELECT value FROM json_each(?))
    UNION ALL SELECT (SELECT min(s.version) FROM model_versions AS s WHERE s.name = ? AND s.current_stage = t.value) FROM json_each(?) AS t`
  const aliases = JSON.stringify(targets.filter(isAliasTarget).map((target) => target.slice(1)))
  const found = guardedVersions(
    db,
    `v.name = ? AND v.version IN (${candidates})`,
    name,
    name,
    aliases,
    name,
    JSON.stringify(targets),
  )
  return found.toSorted((a, b) => a.version - b.version)[0]
}

/** Whether the policy wants one version at a time in this stage. */
export const holdsOne = (rules: readonly Rule[], stage: Stage): boolean => ruleFor(rules, stage)?.single ?? false

/** Throws RESOURCE_CONFLICT for deleting a version that is where a rule guards it. */
export function requireDeletable(db: Db, { name, version }: VersionId): void {
  const [guarded] = guardedVersions(db, 'v.name = ? AND v.version = ?', name, versionNumber(version))
  if (guarded)
    throw conflict(
      `The policy of the model '${name}' guards ${guarded.targets.join(' and ')}, so version ${guarded.version} cannot be deleted while it is there.`,
    )
}

/** Throws RESOURCE_CONFLICT for taking away an alias that needs approvals: those are given for another version. */
export function requireRemovable(db: Db, name: string, alias: string): void {
  const target = aliasTarget(alias)
  const holder = 'v.name = ? AND v.version = (SELECT h.version FROM aliases AS h WHERE h.name = v.name AND h.alias = ?)'
  const guarded = guardedVersions(db, holder, name, alias).some(({ targets }) => targets.includes(target))
  if (guarded && ruleFor(rulesOf(db, name), target)!.approvals > 0)
    // it guards that version
    throw conflict(
      `The policy of the model '${name}' guards ${target}, so it cannot be removed. Give it to another version.`,
    )
}

/** Throws RESOURCE_CONFLICT for renaming or deleting a model, a version of which is where a rule guards it. */
export function requireUnguarded(db: Db, name: string, done: 'renamed' | 'deleted'): void {
  const guarded = firstGuarded(db, name)
  if (guarded)
    throw conflict(
      `The policy of the model '${name}' guards ${guarded.targets.join(' and ')}, so the model cannot be ${done} while version ${guarded.version} is there.`,
    )
}

/** Stands for a version's files, and for what the rule names of it, if a rule guards this place; else undefined. */
export function stateIfGuarded(
  db: Db,
  artifacts: FolderStates,
  id: VersionId,
  place: string,
  rules: readonly Rule[] = rulesOf(db, id.name),
): string | undefined {
  const rule = ruleFor(rules, place)
  return rule && evidenceState(db, artifacts, id, rule)
}

/** The artifact store, in which files of guarded versions can neither be written nor removed. */
export function guardedArtifacts(artifacts: ArtifactStore, db: Db): ArtifactStore {
  const check = (path: string) => {
    const guarded = guardedVersions(db, ...aroundPath(checkPath(path))).find(({ storage_location }) =>
      touches(path, storage_location),
    )
    if (guarded)
      throw conflict(
        `These are files of version ${guarded.version} of the model '${guarded.name}', which is in ${guarded.targets.join(' and ')}. Its policy does not allow changing them there.`,
      )
  }
  return {
    ...artifacts,
    async put(path, body, length, other) {
      check(path) // before the body is read
      return artifacts.put(path, body, length, () => {
        other?.()
        check(path)
      })
    },
    remove: async (path, other) =>
      artifacts.remove(path, () => {
        other?.()
        check(path)
      }),
  }
}
