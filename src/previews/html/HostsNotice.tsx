import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { serverInfo } from '../../api/server-info.ts'
import type { FrameHosts } from './use-frame-hosts.ts'

/** Lists the hosts a document would load from, and lets the user allow exactly those. */
export function HostsNotice({ frame }: { frame: FrameHosts }) {
  const { refused, allowed, running, scripted } = frame
  if (refused.length === 0) return null
  const names = listed(refused)
  const these = refused.length === 1 ? names : `these ${refused.length} hosts`
  const label = scripted && !running ? `Run scripts and allow ${these}` : `Allow ${these}`
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ mb: 3, overflowWrap: 'anywhere' }}
      action={
        serverInfo.previews.ask && (
          <Button color="inherit" onClick={frame.allow}>
            {label}
          </Button>
        )
      }
    >
      {running && allowed.length > 0 ? 'It also asks for' : 'This page loads files from'} {names}.{' '}
      {serverInfo.previews.ask
        ? 'Nothing is loaded until you allow it. What you allow holds for this page until you leave it.'
        : 'This server does not allow that.'}
    </Alert>
  )
}

/** What a running document can reach, in words. */
export function reachOf({ allowed }: FrameHosts): string {
  if (allowed.length === 0) return 'Its scripts run isolated: they can reach neither Modelshelf nor the network.'
  return `Its scripts run isolated: they can reach ${listed(allowed)}, but not Modelshelf.`
}

const listed = (origins: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(origins.map(hostOf))

const hostOf = (origin: string) => origin.replace('https://', '')
