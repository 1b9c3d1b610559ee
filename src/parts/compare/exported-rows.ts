import { deltaOf, deltaWords, numbersOf } from '../../domain/compare/delta.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { formatNumber } from '../../ui/text/format-number.ts'
import type { PictureCell } from '../../ui/table/table-image.ts'
import type { Comparison } from './use-comparison.ts'

type Exported = Pick<Comparison, 'rows' | 'order' | 'baseline'>

/** The values that are shown, numbers exact, as they are in the table; after them the differences of each from the baseline. */
export function exportedRows(
  { rows, order, baseline }: Exported,
  headerOf: (index: number) => string,
): (string | number)[][] {
  const others = baseline === undefined ? [] : order.filter((index) => index !== baseline)
  return [
    ['group', 'name', ...order.map(headerOf), ...others.map((index) => `difference of ${headerOf(index)}`)],
    ...rows.map((row) => {
      const numbers = others.length > 0 ? numbersOf(row) : undefined
      return [
        row.group,
        row.name,
        ...order.map((index) => {
          const value = row.values[index] ?? ''
          return typeof value === 'string' ? withoutSecrets(value) : value
        }),
        ...others.map((index) => withoutNoise(deltaOf(row, numbers, index, baseline)?.difference)),
      ]
    }),
  ]
}

/** 0.2, not the 0.19999999999999998 that 0.3 − 0.1 is for a computer. */
const withoutNoise = (difference: number | undefined) =>
  difference === undefined ? '' : Number(difference.toPrecision(15))

/** The same for people, of the first `most` things: each difference below its value. */
export function picturedRows(
  { rows, order, baseline }: Exported,
  nameOf: (index: number) => string,
  most: number,
): PictureCell[][] {
  const shown = order.slice(0, most)
  return [
    [
      'group',
      'name',
      ...shown.map((index): PictureCell => (index === baseline ? [nameOf(index), 'Baseline'] : nameOf(index))),
    ],
    ...rows.map((row): PictureCell[] => {
      const numbers = baseline === undefined ? undefined : numbersOf(row)
      return [
        row.group,
        row.name,
        ...shown.map((index): PictureCell => {
          const value = row.values[index] ?? ''
          const text = typeof value === 'string' ? withoutSecrets(value) : formatNumber(value)
          const change = deltaOf(row, numbers, index, baseline)
          return change ? [text, deltaWords(row, change)] : text
        }),
      ]
    }),
  ]
}
