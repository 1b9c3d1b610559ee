// As in table.css.

export const ROW_HEIGHT = 36
/** The style property of a table whose rows have another height. */
export const ROW_HEIGHT_NAME = '--row-height'
/** The style properties of the width of what stays in view at the start and the end while a table scrolls sideways. */
export const PINNED_START = '--pinned-start'
export const PINNED_END = '--pinned-end'
/** Width of the checkbox column. */
export const CHECK_WIDTH = 36
