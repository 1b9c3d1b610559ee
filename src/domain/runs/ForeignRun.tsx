import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Id } from '../../ui/text/Id.tsx'
import { runLinkUrl } from './run-link.ts'

/** A run that this server does not know, with the link that its version was registered with. */
export function ForeignRun({ id, link }: { id: string; link: string | undefined }) {
  const url = runLinkUrl(link)
  return (
    <>
      <Id value={id} what="run ID" />{' '}
      <Typography component="span" variant="body2" color="textSecondary">
        {url ? (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            on another server
          </Link>
        ) : (
          'on another server, or permanently deleted'
        )}
      </Typography>
    </>
  )
}
