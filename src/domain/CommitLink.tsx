import Link from '@mui/material/Link'
import { commitLink } from './source-code.ts'

type Props = { repository: string | undefined; commit: string; /** How many characters are shown. */ length?: number }

/** A commit, as a link where its host is known. */
export function CommitLink({ repository, commit, length = 40 }: Props) {
  const href = commitLink(repository, commit)
  const shown = <code title={commit}>{commit.slice(0, length)}</code>
  if (!href) return shown
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {shown}
    </Link>
  )
}
