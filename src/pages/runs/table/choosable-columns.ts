import { isKeyColumn, type KeyColumn, partsOf } from '../../../domain/runs/run-keys.ts'
import { attributeIds } from '../../../domain/runs/run-order.ts'
import type { ChoosableColumn } from '../../../ui/table/ColumnChoices.tsx'
import { headerOf } from './run-columns.tsx'

const titles = { attributes: 'Attributes', metrics: 'Metrics', params: 'Params', tags: 'Tags' }
const groups = Object.values(titles)

/** Every column by kind: the attributes, the keys seen in loaded runs, and those of a shared URL that no run has. */
export function choosable(keys: readonly KeyColumn[], shown: readonly string[]): ChoosableColumn[] {
  const ids = [...new Set<string>([...attributeIds, ...keys, ...shown])]
  return ids
    .map((id) => ({ id, header: headerOf(id), group: titles[isKeyColumn(id) ? partsOf(id).group : 'attributes'] }))
    .toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
}
