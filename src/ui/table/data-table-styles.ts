import type { SxProps, Theme } from '@mui/material/styles'

export const ROW_HEIGHT = 36
/** The style property of a table whose rows have another height. */
export const ROW_HEIGHT_NAME = '--row-height'
/** Width of the checkbox column. */
export const CHECK_WIDTH = 36

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

/** One rule set for the whole table: styling each cell as a component costs more than rendering it. */
export const frame: SxProps<Theme> = {
  overflow: 'auto',
  overscrollBehaviorX: 'contain',
  maxHeight: 'calc(100dvh - 64px)',
  borderTop: 1,
  borderBottom: 1,
  borderColor: 'divider',
  transition: 'opacity 120ms',
  '&[data-stale]': { opacity: 0.6 },
  '& table': {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 0,
    typography: 'body2',
    fontVariantNumeric: 'tabular-nums',
  },
  '& th, & td': {
    height: ROW_HEIGHT,
    boxSizing: 'border-box',
    px: 2,
    py: 0,
    textAlign: 'left',
    borderBottom: 1,
    borderColor: 'divider',
    bgcolor: 'background.default',
    ...oneLine,
  },
  '& td': { height: `var(${ROW_HEIGHT_NAME}, ${ROW_HEIGHT}px)` },
  '& [data-align=right]': { textAlign: 'right' },
  // Separate text that follows a right-aligned number.
  '& [data-align=right] + :not([data-align=right])': { pl: 5 },
  '& th': { position: 'sticky', top: 0, zIndex: 2, color: 'text.secondary', fontWeight: 500 },
  '& th[aria-sort]': { color: 'text.primary' },
  '& th button': {
    font: 'inherit',
    color: 'inherit',
    background: 'none',
    border: 0,
    p: 0,
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'middle',
    gap: 1,
    maxWidth: '100%',
    ':hover': { color: 'text.primary' },
    '& span': oneLine,
    '& svg': { flexShrink: 0 },
  },
  // Align numbers with the heading; the sort arrow goes on the other side.
  '& th[data-align=right] button': { flexDirection: 'row-reverse' },
  // A phone is too narrow for sticky columns.
  '& td[data-pinned], & td.check': { position: { md: 'sticky' }, left: { md: 0 }, zIndex: 1 },
  '& th[data-pinned], & th.check': { left: { md: 0 }, zIndex: 3 },
  '& .check + [data-pinned]': { left: { md: CHECK_WIDTH } },
  '& [data-pinned=end]': { left: { md: 'auto' }, right: { md: 0 } },
  // Draw a line where cells scroll below a sticky column.
  '& [data-pinned=true]': { borderRight: { md: 1 }, borderColor: { md: 'divider' } },
  '& [data-pinned=end], & [data-align=right] + [data-pinned=end]': {
    borderLeft: { md: 1 },
    borderColor: { md: 'divider' },
    pl: 2,
  },
  '& .check': { px: 0, textAlign: 'center', textOverflow: 'clip' },
  '& input[type=checkbox]': {
    accentColor: 'var(--mui-palette-primary-main)',
    width: 15,
    height: 15,
    m: 0,
    verticalAlign: 'middle',
  },
  '& tbody tr:hover td': {
    bgcolor: (theme) =>
      `color-mix(in srgb, ${theme.vars?.palette.text.primary} 4%, ${theme.vars?.palette.background.default})`,
  },
  '& a': { color: 'primary.main', textDecoration: 'none', ':hover': { textDecoration: 'underline' } },
  // A long tag shrinks before the number of others.
  '& .tags': { display: 'flex', alignItems: 'center', gap: 1.5, '& a': { minWidth: 0, display: 'flex' } },
  '& .tags > button, & .whole-link > button': {
    all: 'unset',
    minWidth: 24,
    lineHeight: '24px',
    textAlign: 'center',
    flexShrink: 0,
    cursor: 'pointer',
    color: 'text.secondary',
    borderRadius: 1,
    ':hover': { color: 'text.primary' },
    ':focus-visible': { outline: '2px solid', outlineColor: 'primary.main' },
  },
  // A link that may be cut; the button appears over its end.
  '& .whole-link': { position: 'relative', display: 'flex', minWidth: 0, background: 'inherit' },
  '& .whole-link > a': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .whole-link > button': { position: 'absolute', right: 0, top: -2, background: 'inherit', opacity: 0 },
  '& .whole-link:hover > button, & .whole-link > button:focus-visible': { opacity: 1 },
  '@media (hover: none)': { '& .whole-link > button': { position: 'static', opacity: 1 } },
  '& td img': { display: 'block', maxHeight: ROW_HEIGHT - 6, maxWidth: '100%' },
  // Secondary text beside a cell's content.
  '& .aside': { ml: 1.5, color: 'text.secondary', typography: 'caption' },
  // Names with their values.
  '& .pairs': { display: 'flex', flexWrap: 'wrap', columnGap: 4, maxHeight: 60, overflow: 'hidden' },
  '& .pairs > span > span': { color: 'text.secondary', typography: 'caption' },
  // Align the actions of all rows.
  '& .no-action': { display: 'inline-block', width: 24 },
  '& .row-name': { fontWeight: 500 },
  '& .row-name:has(+ .about), & .whole-link:has(+ .about) .row-name': { display: 'inline-block', lineHeight: '24px' },
  // What a row is about, below its name.
  '& .about': {
    typography: 'caption',
    color: 'text.secondary',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '2',
    overflow: 'hidden',
  },
  '& button.about': { textOverflow: 'clip' },
  '& .gap td': { p: 0, border: 0 },
  '& tr:focus-visible': { outlineOffset: -2 },
}
