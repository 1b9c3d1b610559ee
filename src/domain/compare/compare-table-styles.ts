/** What the table scrolls in, so that its head and its first column stay in view. */
export const compareFrame = {
  overflow: 'auto',
  overscrollBehaviorX: 'contain',
  maxWidth: '100%',
  maxHeight: 'calc(100dvh - 64px)',
  position: 'relative',
  // What gets the focus is not below the head, which is higher on a phone.
  scrollPaddingTop: { xs: '140px', sm: '96px' },
} as const

export const compareTable = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'separate',
  borderSpacing: 0,
  typography: 'body2',
  '& th, & td': {
    py: 1.5,
    px: { xs: 1, sm: 2 },
    textAlign: 'left',
    fontWeight: 400,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    borderBottom: 1,
    borderColor: 'divider',
  },
  '& tr > :first-of-type:not(td)': { pl: 0 },
  '& td': { fontVariantNumeric: 'tabular-nums' },
  '& tr > :first-of-type:not(.group, td)': { position: 'sticky', left: 0, bgcolor: 'background.default', zIndex: 1 },
  '& .gap td': { p: 0, border: 0 },
  '& .group': { typography: 'subtitle2', pt: 5 },
  '& .group span': { position: 'sticky', left: 0 },
  '& thead :is(th, td)': { position: 'sticky', top: 0, bgcolor: 'background.default', zIndex: 2, fontWeight: 500 },
  '& thead tr > :first-of-type:not(.group, td)': { zIndex: 3 },
  '@media print': { '& thead :is(th, td)': { position: 'static' } },
  '& tbody th button': { all: 'unset', cursor: 'pointer', color: 'text.secondary' },
  '& tbody th button:focus-visible': { outline: 2, outlineColor: 'primary.main', outlineOffset: 2 },
  '& [data-same] td, & .missing': { color: 'text.secondary' },
  '& td[data-base], & col[data-pointed]': { bgcolor: 'action.hover' },
  // Rows scroll below it.
  '& th:is([data-pointed], [data-base])': { backgroundImage: 'linear-gradient(var(--mui-palette-action-hover) 0 0)' },
  '& .text': { whiteSpace: 'pre-wrap', display: 'block', maxHeight: 200, overflowY: 'auto' },
  '& .difference': { typography: 'caption' },
} as const
