import { randomBytes } from 'node:crypto'
import type { SharedLink, SharedModel } from '#contract/accounts/shared.ts'
import { invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { listStays } from '../reviews/activities.ts'
import { findAccount, isActive } from './accounts.ts'
import { audit } from './audit.ts'
import { levels } from './level-words.ts'
import { levelOn } from './levels.ts'
import { hashOf } from './remembered.ts'
import { DAY_MS } from './tokens.ts'

const MAX_DAYS = 365
/** More would make a page that nobody reads. */
const MOST_VERSIONS = 1000
/** Reading each of them takes 15 µs, for whoever opens the link. */
const MOST_MOVES = 1000

/** Creates a view-only link to a model that exists, and returns its secret, which is stored hashed. Only inside `write`. */
export function createSharedLink(db: Db, model: string, days: number, by: string): string {
  if (!(days > 0 && days <= MAX_DAYS)) throw invalid(`A link expires after 1 to ${MAX_DAYS} days.`)
  const secret = randomBytes(32).toString('base64url')
  const now = Date.now()
  db.run('DELETE FROM shared_links WHERE expires <= ?', now)
  db.run(
    'INSERT INTO shared_links (hash, name, created_by, created, expires) VALUES (?, ?, ?, ?, ?)',
    hashOf(secret),
    model,
    by,
    now,
    now + Math.round(days * DAY_MS),
  )
  audit(db, by, 'shared-link-created', { model, days })
  return secret
}

/** The links of a model that have not expired, newest first. */
export const listSharedLinks = (db: Db, model: string, now = Date.now()): SharedLink[] =>
  db
    .all<Omit<SharedLink, 'opens'>>(
      'SELECT id, created_by, created, expires FROM shared_links WHERE name = ? AND expires > ? ORDER BY id DESC',
      model,
      now,
    )
    .map((link) => ({ ...link, opens: mayRead(db, link.created_by, model) }))

/** Whether an account of this name, which is never used again, can sign in and read a model: nobody passes on what they may not see. */
function mayRead(db: Db, name: string, model: string): boolean {
  const account = findAccount(db, name)
  return (
    account !== undefined &&
    isActive(db, account) &&
    levelOn(db, account, { kind: 'model', name: model }) >= levels.read
  )
}

/** Ends a link of a model. Only inside `write`. Throws RESOURCE_DOES_NOT_EXIST. */
export function endSharedLink(db: Db, model: string, id: number, by: string): void {
  if (db.run('DELETE FROM shared_links WHERE id = ? AND name = ?', id, model) === 0)
    throw missing('This link has already ended.')
  audit(db, by, 'shared-link-ended', { model })
}

/**
 * What a link shows. Throws RESOURCE_DOES_NOT_EXIST if it has ended, has expired, or never existed, and while whoever made it may not read
 * the model.
 */
export function openSharedLink(db: Db, secret: string, now = Date.now()): SharedModel {
  const link = db.get<{ name: string; created_by: string; expires: number; description: string | null }>(
    `SELECT l.name, l.created_by, l.expires, m.description FROM shared_links AS l JOIN registered_models AS m USING (name)
     WHERE l.hash = ? AND l.expires > ?`,
    hashOf(secret),
    now,
  )
  if (!link || !mayRead(db, link.created_by, link.name))
    throw missing('This link has ended or expired. Ask who gave it to you for a new one.')
  const { name, description } = link
  const versions = db
    .all<{ version: number; current_stage: string; creation_timestamp: number; description: string; aliases: string }>(
      `SELECT v.version, v.current_stage, v.creation_timestamp, v.description,
         (SELECT json_group_array(a.alias ORDER BY a.alias) FROM aliases AS a WHERE a.name = v.name AND a.version = v.version)
           AS aliases
       FROM model_versions AS v WHERE v.name = ? ORDER BY v.version DESC LIMIT ${MOST_VERSIONS}`,
      name,
    )
    .map(({ version, description: text, aliases, ...rest }) => ({
      ...rest,
      version: String(version),
      ...(text && { description: text }),
      aliases: JSON.parse(aliases) as string[],
    }))
  // Without names and comments of people, who did not write for everybody.
  const history = listStays(db, name, ['Production', 'Staging', 'Archived'], MOST_MOVES).map(
    ({ version, stage, since, until }) => ({
      version,
      stage,
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    }),
  )
  return { name, ...(description && { description }), versions, history, expires: link.expires }
}
