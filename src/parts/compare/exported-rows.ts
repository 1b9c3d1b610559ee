import { withoutSecrets } from '../../text/without-secrets.ts'
import type { Comparison } from './use-comparison.ts'

/** The values that are shown, as they are in the table, of the first `most` things; numbers exact. */
export function exportedRows(
  { rows, order }: Pick<Comparison, 'rows' | 'order'>,
  headerOf: (index: number) => string,
  most = Infinity,
): (string | number)[][] {
  const shown = order.slice(0, most)
  return [
    ['group', 'name', ...shown.map(headerOf)],
    ...rows.map(({ group, name, values }) => [
      group,
      name,
      ...shown.map((index) => {
        const value = values[index] ?? ''
        return typeof value === 'string' ? withoutSecrets(value) : value
      }),
    ]),
  ]
}
