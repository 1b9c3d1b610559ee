import Box from '@mui/material/Box'
import { useCallback } from 'react'
import { baseUrl } from '../../api/client.ts'

type Props = {
  html: string
  title: string
  scripts: boolean
  /** Origins from which it may load. */
  hosts: readonly string[]
  /** Called with each address that the frame's policy refused to a running document. */
  onBlocked: (address: string) => void
}

/** An HTML document in a frame of opaque origin, from which nothing of the app can be reached (server/preview.ts). */
export function PreviewFrame({ html, title, scripts, hosts, onBlocked }: Props) {
  const query = new URLSearchParams([...(scripts ? [['scripts', 'run']] : []), ...hosts.map((host) => ['host', host])])
  const src = `${baseUrl}modelshelf/preview?${query}`
  const listen = useCallback(
    (frame: HTMLIFrameElement) => {
      const hear = ({ source, data }: MessageEvent<unknown>) => {
        if (source !== frame.contentWindow || typeof data !== 'object' || data === null || !('blockedURI' in data))
          return
        onBlocked(String(data.blockedURI))
      }
      window.addEventListener('message', hear)
      return () => window.removeEventListener('message', hear)
    },
    [onBlocked],
  )
  return (
    <Box
      component="iframe"
      ref={listen}
      // A frame takes its document once.
      key={src}
      title={title}
      src={src}
      sandbox="allow-scripts"
      // The frame's origin is opaque and has no name: only `*` reaches it.
      onLoad={({ currentTarget }) => currentTarget.contentWindow?.postMessage(html, '*')}
      sx={frame}
    />
  )
}

const frame = {
  display: 'block',
  width: '100%',
  height: 'calc(100dvh - 240px)',
  minHeight: 360,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  // Documents are written for white paper.
  bgcolor: 'common.white',
  colorScheme: 'light',
} as const
