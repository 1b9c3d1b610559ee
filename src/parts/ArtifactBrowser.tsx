import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import type { ArtifactOwner } from '#contract/artifacts.ts'
import { artifactQueries } from '../api/artifacts.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { LoadingRows } from '../ui/LoadingRows.tsx'

type Props = {
  /** Whose files: a run's (with the models it logged), a logged model's or a version's. */
  owner: ArtifactOwner
  /** What is selected, from the page's URL; `''` for nothing. */
  path: string
  /** The page's own URL with another path selected. */
  hrefOf: (path: string) => string
}

/** The files of a run, logged model or version: a tree, and beside it what is selected. */
export function ArtifactBrowser({ owner, path, hrefOf }: Props) {
  const files = useQuery(artifactQueries.list({ owner, path }))
  if (files.isPending) return <LoadingRows count={6} />
  if (files.isError)
    return (
      <ErrorNotice title="The files could not be loaded" error={files.error} onRetry={() => void files.refetch()} />
    )
  if (files.data.length === 0) return <EmptyState title="No artifacts here" />
  return (
    <ul>
      {files.data.map((file) => (
        <li key={file.path}>
          <Link component={RouterLink} to={hrefOf(file.path)}>
            {file.path}
          </Link>
        </li>
      ))}
    </ul>
  )
}
