import Link from '@mui/material/Link'
import type { Seen } from '#contract/filter/filter-completion.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { meantByUnseen, meantInstead } from '#contract/filter/meant-search.ts'
import { readSearch } from '../../grammar-search.ts'

export type Search = {
  grammar: Grammar
  text: string
  /** The names in what is loaded. */
  seen: () => Seen
  onSearch: (search: string) => void
}

/** Offers the name that was probably meant, where a search has one that is unknown or that nothing seen has. */
export function DidYouMean({ grammar, text, seen, onSearch }: Search) {
  const { problem } = readSearch(grammar, text)
  const meant = problem ? meantInstead(grammar, text, problem, seen()) : meantByUnseen(grammar, text, seen())
  if (!meant) return null
  return (
    <span>
      {!problem && (
        <>
          Nothing seen here has <code>{meant.found}</code>.{' '}
        </>
      )}
      Did you mean{' '}
      <Link
        component="button"
        type="button"
        variant="inherit"
        onClick={() => onSearch(meant.search)}
        sx={{ minHeight: 24, verticalAlign: 'baseline' }}
      >
        <code>{meant.name}</code>
      </Link>
      ?
    </span>
  )
}
