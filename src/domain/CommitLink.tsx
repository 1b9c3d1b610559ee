import Link from '@mui/material/Link'
import { Whole } from '../ui/text/Whole.tsx'
import { commitLink } from './source-code.ts'

type Props = { repository: string | undefined; commit: string; /** How many characters are shown. */ length?: number }

/** A commit, as a link where its host is known. */
export function CommitLink({ repository, commit, length = 40 }: Props) {
  const href = commitLink(repository, commit)
  const short = commit.slice(0, length)
  if (!href) return <code>{short === commit ? commit : <Whole text={commit} shown={short} what="Git commit" />}</code>
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      <code title={commit}>{short}</code>
    </Link>
  )
}
