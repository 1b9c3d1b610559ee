import { quotedKey } from '#contract/filter/filter-key.ts'
import { NOTE_TAG } from '#contract/tags.ts'
import { isKeyColumn, type KeyColumn, partsOf } from './run-keys.ts'

/** The columns of what every run has, in the order of the picker. */
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
export const isAttribute = (id: string): id is AttributeId => (attributeIds as readonly string[]).includes(id) // wider, to ask it

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

/** How a list is sorted until somebody sorts it. */
export const NEWEST_FIRST = 'attributes.start_time DESC'

/** One order_by element for what the address says: `-metrics.rmse`, `user`; what no server sorts by is newest first. */
export function orderOf({ id, desc }: { id: string; desc: boolean }): string {
  const key = isKeyColumn(id) ? keyOrder(id) : isAttribute(id) || id === 'run_name' ? orders[id] : undefined
  return key ? `${key} ${desc ? 'DESC' : 'ASC'}` : NEWEST_FIRST
}

function keyOrder(column: KeyColumn): string {
  const { group, key } = partsOf(column)
  return quotedKey(group, key)
}
