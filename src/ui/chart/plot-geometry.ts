/** The pixels around parallel axes. */
export const AROUND = { left: 56, right: 72, top: 36, bottom: 12 }

type Axis = {
  kind: 'value' | 'log' | 'category'
  categories: readonly string[]
  values: readonly (number | undefined)[]
}
export type Pixel = readonly [x: number, y: number]

/** Where items are on a plot: so many thousand are not drawn as elements that a pointer could be on. */
export type Geometry = {
  /** The pixels of an item: a dot, or the corners of a line. */
  placesOf: (index: number) => Pixel[]
  /** The item at a pixel. */
  itemAt: (pixel: Pixel) => number | undefined
}

/** Pixels within which something is pointed at. */
const NEAR = 8

/** The ends of an axis of numbers; a single value is in the middle. */
export function endsOf({ kind, values }: Axis): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) if (value !== undefined) [low, high] = [Math.min(low, value), Math.max(high, value)]
  if (low < high) return [low, high]
  if (low > high) return [0, 1]
  return kind === 'log' ? [low / 10, low * 10] : [low - 1, low + 1]
}

/** Gives the share of the axis below a value. */
export function sharesOf(axis: Axis): (value: number) => number {
  if (axis.kind === 'category') {
    const last = axis.categories.length - 1
    return (value) => (last > 0 ? value / last : 0.5)
  }
  const place = axis.kind === 'log' ? Math.log : (number: number) => number
  const [low, high] = endsOf(axis).map(place) as [number, number] // a pair again
  return (value) => (place(value) - low) / (high - low)
}

type Size = { width: number; height: number }

/** Lines over parallel axes on a canvas of this size; those that are not `isShown` cannot be pointed at. */
export function parallelGeometry(
  axes: readonly Axis[],
  count: number,
  { width, height }: Size,
  isShown: (index: number) => boolean = () => true,
): Geometry {
  const { left, right, top, bottom } = AROUND
  const gap = axes.length > 1 ? (width - left - right) / (axes.length - 1) : 0
  const lines = axes.map((axis) => {
    const shareOf = sharesOf(axis) // its ends are looked for once: there may be a thousand values
    return Array.from({ length: count }, (_, index) => {
      const value = axis.values[index]
      return value === undefined ? undefined : top + (1 - shareOf(value)) * (height - top - bottom)
    })
  })
  return {
    placesOf: (index) =>
      lines.flatMap((ys, at): Pixel[] => {
        const y = ys[index]
        return y === undefined ? [] : [[left + at * gap, y]]
      }),
    itemAt([x, y]) {
      const at = Math.min(Math.max(Math.floor((x - left) / gap), 0), axes.length - 2)
      const share = (x - left - at * gap) / gap
      if (share < -0.02 || share > 1.02) return undefined
      return nearest(count, (index) => {
        if (!isShown(index)) return Infinity
        const [from, to] = [lines[at]?.[index], lines[at + 1]?.[index]]
        return from === undefined || to === undefined ? Infinity : Math.abs(from + (to - from) * share - y)
      })
    },
  }
}

/** Dots on a canvas, each at its pixel. */
export const dotGeometry = (count: number, pixelOf: (index: number) => Pixel | undefined): Geometry => ({
  placesOf: (index) => [pixelOf(index)].filter((pixel) => pixel !== undefined),
  itemAt: ([x, y]) =>
    nearest(count, (index) => {
      const pixel = pixelOf(index)
      return pixel ? Math.hypot(pixel[0] - x, pixel[1] - y) : Infinity
    }),
})

function nearest(count: number, distanceOf: (index: number) => number): number | undefined {
  let [found, least]: [number | undefined, number] = [undefined, NEAR]
  for (let index = 0; index < count; index++) {
    const distance = distanceOf(index)
    if (distance < least) [found, least] = [index, distance]
  }
  return found
}
