import type { ComparedRow } from './compared.ts'
import { compareNames } from '../../text/compare-names.ts'

/** A row of the comparison as an axis that values are drawn on. */
export type PlotAxis = {
  /** Of the row. */
  id: string
  name: string
  kind: 'value' | 'log' | 'category'
  /** In their order; a value is the index of its own. */
  categories: readonly string[]
  /** One for each thing; undefined where there is none, or none that has a place: NaN, ±Infinity. */
  values: readonly (number | undefined)[]
  /** Which values are better. */
  direction?: 'higher' | 'lower' | undefined
}

/** Values that span more than this are easier to tell apart by their size. */
const WIDE = 100

/** Draws numbers as such, also those in texts, such as params; of many sizes by their logarithm. Else a place for each text. */
export function plotAxis({ id, name, values: all, direction }: ComparedRow): PlotAxis {
  const own = { id, name, direction }
  const texts = all.filter((value) => typeof value === 'string')
  if (!texts.every(isNumber)) {
    const categories = [...new Set(all.flatMap((value) => (value === undefined ? [] : String(value))))]
    categories.sort(compareNames)
    const places = new Map(categories.map((category, at) => [category, at]))
    const values = all.map((value) => (value === undefined ? undefined : places.get(String(value))))
    return { ...own, kind: 'category', categories, values }
  }
  const values = all.map((value) => {
    const number = value === undefined || value === '' ? NaN : Number(value)
    return Number.isFinite(number) ? number : undefined
  })
  const [low, high] = rangeOf(values)
  // A metric is measured on its own scale; a param, such as a learning rate, is often chosen by its size.
  const kind = texts.length > 0 && low > 0 && high / low > WIDE ? 'log' : 'value'
  return { ...own, kind, categories: [], values }
}

/** A number, or what Python writes where there is none; `0x1f` is rather an id. */
const isNumber = (text: string): boolean =>
  /^\s*([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?(nan|inf(inity)?))?\s*$/i.test(text)

/** The lowest and the highest value; Infinity and -Infinity if there is none. */
export function rangeOf(values: readonly (number | undefined)[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value === undefined) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

/** Whether anything can be told apart on it. */
export const canPlot = ({ values, isSame }: ComparedRow): boolean =>
  !isSame && new Set(values.filter((value) => value !== undefined)).size > 0
