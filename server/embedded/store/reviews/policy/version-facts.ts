import { type Card, readCard } from '#contract/card/card.ts'
import type { Rule } from '#contract/policy/rules.ts'
import type { Stage, VersionId } from '#contract/versions.ts'
import type { Tag } from '#contract/values.ts'
import type { Db } from '../../../db.ts'
import { restored, storedValue } from '../../metric-values.ts'
import { requireVersion } from '../../registry/version-rows.ts'

/** What rules ask about a version, besides its files and its run: of its tags, which may be many, only those that they name. */
export type VersionFacts = {
  version: string
  from: Stage
  run: string
  hasDescription: boolean
  /** Without fields if no rule asks for any. */
  card: Card
  tags: Tag[]
}

/** Throws RESOURCE_DOES_NOT_EXIST. */
export function factsFor(db: Db, id: VersionId, rules: readonly Rule[]): VersionFacts {
  const { name, version, current_stage, run_id } = requireVersion(db, id)
  const asksForCard = rules.some((rule) => rule.card?.length)
  const description = asksForCard || rules.some((rule) => rule.description) ? descriptionOf(db, name, version) : ''
  return {
    version: String(version),
    from: current_stage,
    run: run_id,
    hasDescription: description.trim() !== '',
    card: asksForCard ? { ...readCard(descriptionOfModel(db, name)), ...readCard(description) } : {},
    tags: tagsOf(
      db,
      { name, version },
      rules.flatMap(({ tags }) => tags.map(({ key }) => key)),
    ),
  }
}

/** The latest values of the metrics that rules name. A run may have logged very many. */
export function metricsFor(db: Db, run: string, rules: readonly Rule[]): Map<string, number> {
  const keys = rules.flatMap(({ metrics }) => metrics.map(({ key }) => key))
  if (keys.length === 0) return new Map()
  const found = db.all<{ key: string; value: number | string }>(
    `SELECT m.key, ${storedValue('m')} FROM latest_metrics AS m
     WHERE m.run_id = ? AND m.key IN (SELECT value FROM json_each(?))`,
    run,
    JSON.stringify(keys),
  )
  return new Map(found.map(({ key, value }) => [key, Number(restored(value))]))
}

const tagsOf = (db: Db, { name, version }: { name: string; version: number }, keys: readonly string[]): Tag[] =>
  keys.length === 0
    ? []
    : db.all<Tag>(
        `SELECT key, value FROM model_version_tags
         WHERE name = ? AND version = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key`,
        name,
        version,
        JSON.stringify(keys),
      )

const descriptionOf = (db: Db, name: string, version: number): string =>
  db.get<{ description: string | null }>(
    'SELECT description FROM model_versions WHERE name = ? AND version = ?',
    name,
    version,
  )?.description ?? ''

const descriptionOfModel = (db: Db, name: string): string =>
  db.get<{ description: string | null }>('SELECT description FROM registered_models WHERE name = ?', name)
    ?.description ?? ''
