import { quotedKey } from '#contract/filter/filter-key.ts'
import { NOTE_TAG } from '#contract/tags.ts'
import { isKeyColumn, type KeyColumn, partsOf } from './run-keys.ts'

/** The columns that every run has, in the picker's order. */
export const attributeIds = [
  'experiment',
  'start_time',
  'end_time',
  'duration',
  'status',
  'versions',
  'user',
  'source',
  'commit',
  'datasets',
  'note',
  'run_id',
] as const
export type AttributeId = (typeof attributeIds)[number]
export const isAttribute = (id: string): id is AttributeId => (attributeIds as readonly string[]).includes(id) // widened for includes()

const orders: Partial<Record<AttributeId | 'run_name', string>> = {
  run_name: 'attributes.run_name',
  run_id: 'attributes.run_id',
  start_time: 'attributes.start_time',
  end_time: 'attributes.end_time',
  status: 'attributes.status',
  user: 'attributes.user_id',
  source: 'tags.`mlflow.source.name`',
  commit: 'tags.`mlflow.source.git.commit`',
  note: `tags.\`${NOTE_TAG}\``,
}

/** The default order of a list. */
export const NEWEST_FIRST = 'attributes.start_time DESC'

/**
 * The order_by element for the URL's order: `-metrics.rmse`, `user`. Newest first for columns that no server sorts by.
 */
export function orderOf({ id, desc }: { id: string; desc: boolean }): string {
  const key = isKeyColumn(id) ? keyOrder(id) : isAttribute(id) || id === 'run_name' ? orders[id] : undefined
  return key ? `${key} ${desc ? 'DESC' : 'ASC'}` : NEWEST_FIRST
}

function keyOrder(column: KeyColumn): string {
  const { group, key } = partsOf(column)
  return quotedKey(group, key)
}
