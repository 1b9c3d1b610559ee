import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { ContentPreview } from '../ContentPreview.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { Unreadable } from '../Unreadable.tsx'
import { useSource } from './use-source.ts'

type Props = {
  place: Place
  name: string
  size: number
  kind: 'image' | 'audio' | 'video'
  /** Its bytes, if they are loaded already. */
  source?: Blob
}

/** An image, sound or video, straight from the server. An SVG shown as an image runs no scripts. */
export function MediaPreview({ place, name, size, kind, source }: Props) {
  const [broken, setBroken] = useState(false)
  const [pixels, setPixels] = useState('')
  const [isLarge, setLarge] = useState(false)
  const [canGrow, setCanGrow] = useState(false)
  const { fill, error, pending } = useSource(place, !broken, source)
  if (broken || size === 0)
    return <ContentPreview place={place} name={name} size={size} kind="unknown" Shown={BrokenMedia} />
  if (error) return <ErrorNotice title="This file could not be loaded" error={error} />
  if (pending) return <LoadingRows count={6} />
  const shown = { ref: fill, onError: () => setBroken(true) }
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote captions for what a run logged
  if (kind === 'audio') return <Box component="audio" controls aria-label={name} {...shown} sx={{ width: '100%' }} />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- as above
  if (kind === 'video') return <Box component="video" controls aria-label={name} {...shown} sx={picture} />
  return (
    <figure style={{ margin: 0 }}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a large picture scrolls, by keyboard too */}
      <Box
        {...(isLarge && { tabIndex: 0, role: 'group', 'aria-label': `${name} at actual size` })}
        sx={{ overflow: 'auto', maxHeight: 'calc(100dvh - 240px)' }}
      >
        <Box
          component="img"
          alt={name}
          {...shown}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight, width, height } }) => {
            setPixels(`${naturalWidth} × ${naturalHeight} pixels`)
            setCanGrow(naturalWidth > width || naturalHeight > height)
          }}
          sx={isLarge ? large : picture}
        />
      </Box>
      <Typography component="figcaption" variant="body2" color="textSecondary" sx={{ minHeight: 20 }}>
        {pixels}{' '}
        {canGrow && (
          <Button variant="text" onClick={() => setLarge(!isLarge)}>
            {isLarge ? 'Fit to page' : 'Show in actual size'}
          </Button>
        )}
      </Typography>
    </figure>
  )
}

const BrokenMedia = (props: PreviewProps) => (
  <Unreadable
    title="The browser cannot show this file"
    reason="It may be damaged, or its name may have the wrong extension."
    {...props}
  />
)

const picture = {
  display: 'block',
  maxWidth: '100%',
  maxHeight: 'calc(100dvh - 240px)',
  objectFit: 'contain',
  // Plots are made for white paper, often with a transparent background.
  bgcolor: 'common.white',
  mb: 1,
} as const

const large = { ...picture, maxWidth: 'none', maxHeight: 'none' } as const
