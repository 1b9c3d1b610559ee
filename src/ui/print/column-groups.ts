type Sized = { width?: number; grows?: boolean }

/**
 * Splits the columns of a wide table into tables that fit on paper, each of which begins with the first column.
 * Cells wrap, so a group may be wider on screen than the paper.
 */
export function columnGroups<C extends Sized>(columns: readonly C[], room = ROOM): C[][] {
  const [first, ...rest] = columns
  if (!first) return []
  const groups: C[][] = [[first]]
  let taken = widthOf(first)
  for (const column of rest) {
    const group = groups.at(-1)
    if (group && (group.length === 1 || taken + widthOf(column) <= room)) group.push(column)
    else {
      groups.push([first, column])
      taken = widthOf(first)
    }
    taken += widthOf(column)
  }
  return groups
}

/** The share of the paper that a column has: one that grows on the screen holds long text. */
export const widthOf = ({ width = 160, grows = false }: Sized): number => (grows ? Math.max(width, 320) : width)

/** Pixels of columns on the screen that are readable side by side on A4. */
const ROOM = 900
