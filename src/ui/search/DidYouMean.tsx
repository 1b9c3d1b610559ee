import Link from '@mui/material/Link'

/** Offers the name that was probably meant in a search. */
export function DidYouMean({ name, onAccept }: { name: string; onAccept: () => void }) {
  return (
    <>
      Did you mean{' '}
      <Link
        component="button"
        type="button"
        variant="inherit"
        onClick={onAccept}
        sx={{ minHeight: 24, verticalAlign: 'baseline' }}
      >
        <code>{name}</code>
      </Link>
      ?
    </>
  )
}
