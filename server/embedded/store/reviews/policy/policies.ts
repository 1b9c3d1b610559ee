import { conflict } from '#contract/errors.ts'
import { inForce, type Rule, ruleFor } from '#contract/policy/rules.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import { missingModel, modelExists } from '../../registry/model-rows.ts'
import { findLog, giveLog, record } from '../log.ts'

/** Rules as stored; `revision` changes with each change of them, and is 0 before the first. */
export type Stored = { rules: Rule[]; revision: number }

const none: Stored = { rules: [], revision: 0 }
const storedIn = (row: { rules: string; revision: number } | undefined): Stored =>
  row ? { rules: JSON.parse(row.rules) as Rule[], revision: row.revision } : none // written by the functions below

/** The default for all models. */
export const defaultPolicy = (db: Db): Stored =>
  storedIn(db.get<{ rules: string; revision: number }>('SELECT rules, revision FROM default_policy'))

/** A model's own rules. Throws RESOURCE_DOES_NOT_EXIST. */
export function modelPolicy(db: Db, name: string): Stored {
  const log = findLog(db, name)
  if (log === undefined) return none
  return storedIn(
    db.get<{ rules: string; revision: number }>('SELECT rules, revision FROM policies WHERE log = ?', log),
  )
}

/** The rules that hold for a model. Throws RESOURCE_DOES_NOT_EXIST. */
export function rulesOf(db: Db, name: string): Rule[] {
  const [row] = db.lists<RulesRow>(`SELECT ${rulesColumns} FROM registered_models AS m WHERE m.name = ?`, name)
  if (!row) throw missingModel(name)
  return rulesIn(row)
}

/** What a query of `registered_models AS m` selects for `rulesIn`. */
export const rulesColumns = `(SELECT rules FROM default_policy) AS default_rules,
  (SELECT p.rules FROM policies AS p WHERE p.log = m.review_log) AS own_rules`

export type RulesRow = readonly [defaults: string | null, own: string | null]

/** The rules that hold for a model, out of its row. */
export function rulesIn(row: RulesRow): Rule[] {
  if (row.every((rules) => rules === null)) return []
  const [defaults, own] = row.map((rules) => (rules === null ? [] : (JSON.parse(rules) as Rule[]))) // written below
  return inForce(defaults!, own!) // both were selected
}

/** Whether a rule is about this stage or alias of a model; of a missing model nothing is guarded. */
export const isGuarded = (db: Db, name: string, target: string): boolean =>
  modelExists(db, name) && ruleFor(rulesOf(db, name), target) !== undefined

/** Whether moving versions of a model to a stage takes approvals. */
export const asksApprovals = (db: Db, name: string, stage: Stage): boolean =>
  (ruleFor(rulesOf(db, name), stage)?.approvals ?? 0) > 0

/**
 * Replaces a model's own rules. Returns whether they were others. Throws RESOURCE_CONFLICT if somebody else has changed them since
 * `revision`.
 */
export function setModelPolicy(db: Db, name: string, rules: readonly Rule[], revision: number, user: string): boolean {
  const now = modelPolicy(db, name)
  if (JSON.stringify(now.rules) === JSON.stringify(rules)) return false
  checkRevision(now, revision)
  const { number } = record(db, name, user, { kind: 'policy-changed', before: now.rules, after: [...rules] })
  db.run(
    'INSERT OR REPLACE INTO policies (log, rules, revision) VALUES (?, ?, ?)',
    giveLog(db, name),
    JSON.stringify(rules),
    number,
  )
  return true
}

/** Replaces the default. Returns whether it was another. Throws RESOURCE_CONFLICT if somebody else has changed it since `revision`. */
export function setDefaultPolicy(db: Db, rules: readonly Rule[], revision: number, user: string): boolean {
  const now = defaultPolicy(db)
  if (JSON.stringify(now.rules) === JSON.stringify(rules)) return false
  checkRevision(now, revision)
  db.run(
    'INSERT OR REPLACE INTO default_policy (id, rules, revision, time, user) VALUES (1, ?, ?, ?, ?)',
    JSON.stringify(rules),
    now.revision + 1,
    Date.now(),
    user,
  )
  return true
}

function checkRevision(now: Stored, revision: number): void {
  if (now.revision !== revision) throw conflict('Somebody else has changed this policy since you opened it.')
}
