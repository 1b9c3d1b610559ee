// As in table.css.

export const ROW_HEIGHT = 36
/** The style property of a table whose rows have another height. */
export const ROW_HEIGHT_NAME = '--row-height'
/** Width of the checkbox column. */
export const CHECK_WIDTH = 36
