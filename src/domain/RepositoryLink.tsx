import Link from '@mui/material/Link'
import { CopyButton } from '../ui/controls/CopyButton.tsx'
import { withoutSecrets } from '../text/without-secrets.ts'
import { Address } from '../ui/text/Address.tsx'
import { repositoryLink } from './source-code.ts'

/** The repository of a run's code, as a link where its host is known. */
export function RepositoryLink({ repository }: { repository: string }) {
  const href = repositoryLink(repository)
  if (!href) return <Address uri={repository} what="repository" />
  const shown = withoutSecrets(repository)
  return (
    <>
      <Link href={href} target="_blank" rel="noopener noreferrer">
        {shown}
      </Link>{' '}
      <CopyButton text={shown} what="repository" />
    </>
  )
}
