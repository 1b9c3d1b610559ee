/** A row of a list: what it is, and what can be done with it at the other end. */
export const listRow = {
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  gap: 3,
  py: 1,
  borderTop: 1,
  borderColor: 'divider',
} as const
