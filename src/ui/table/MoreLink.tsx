import Link from '@mui/material/Link'

/** Opens and cuts the long value of a table's row. */
export const MoreLink = ({ isWhole, onToggle }: { isWhole: boolean; onToggle: () => void }) => (
  <Link data-screen="" component="button" type="button" variant="caption" aria-expanded={isWhole} onClick={onToggle}>
    {isWhole ? 'Less' : 'More'}
  </Link>
)
