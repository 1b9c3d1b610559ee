import Box from '@mui/material/Box'
import { useCallback } from 'react'
import { baseUrl } from '../../base-url.ts'

type Props = {
  html: string
  title: string
  scripts: boolean
  /** Origins it may load from. */
  hosts: readonly string[]
  /** Called with each URL that the frame's policy refused to a running document. */
  onBlocked: (address: string) => void
}

/** An HTML document in a frame with an opaque origin, which can reach nothing of the app (server/preview.ts). */
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
      // A frame accepts one document.
      key={src}
      title={title}
      src={src}
      sandbox="allow-scripts"
      // The frame's origin is opaque: only `*` reaches it.
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
  // Documents are designed for a white background.
  bgcolor: 'common.white',
  colorScheme: 'light',
} as const
