import Typography from '@mui/material/Typography'
import { DidYouMean } from './DidYouMean.tsx'

type Props = {
  /** The name, what was probably meant, and the search with that. */
  meant: { found: string; name: string; search: string } | undefined
  onSearch: (search: string) => void
}

/** Where a search finds nothing: a name in it that nothing seen has, and what was probably meant. */
export function UnseenName({ meant, onSearch }: Props) {
  if (!meant) return null
  return (
    <Typography gutterBottom role="status">
      Nothing seen here has <code>{meant.found}</code>.{' '}
      <DidYouMean name={meant.name} onAccept={() => onSearch(meant.search)} />
    </Typography>
  )
}
