import Box from '@mui/material/Box'
import { baseUrl } from '../../api/client.ts'

type Props = { html: string; title: string; scripts: boolean }

/** An HTML document in a frame of opaque origin, from which nothing of the app can be reached (server/preview.ts). */
export function PreviewFrame({ html, title, scripts }: Props) {
  return (
    <Box
      component="iframe"
      key={String(scripts)}
      title={title}
      src={`${baseUrl}modelshelf/preview${scripts ? '?scripts=run' : ''}`}
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
