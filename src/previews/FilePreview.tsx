import Box from '@mui/material/Box'
import { type ComponentType, lazy } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { downloadUrl } from '../api/artifacts.ts'
import type { PreviewProps } from './ContentPreview.tsx'
import { ContentPreview } from './ContentPreview.tsx'
import { type Kind, kindOf } from './kind-of.ts'

type Props = { place: Place; name: string; /** Bytes. */ size: number }

/** A file, shown as its name suggests. The code for each kind comes when it is needed. */
export function FilePreview({ place, name, size }: Props) {
  const kind = kindOf(name)
  if (kind === 'image') return <Box component="img" src={downloadUrl(place)} alt={name} sx={picture} />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote captions for what a run logged
  if (kind === 'audio') return <audio controls src={downloadUrl(place)} />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- as above
  if (kind === 'video') return <Box component="video" controls src={downloadUrl(place)} sx={picture} />
  if (kind === 'model') return <ModelPreview place={{ ...place, path: folderOf(place.path) }} />
  return <ContentPreview key={place.path} place={place} name={name} size={size} kind={kind} Shown={shownAs[kind]} />
}

const ModelPreview = lazy(async () => ({ default: (await import('./ModelPreview.tsx')).ModelPreview }))
const TextPreview = lazy(async () => ({ default: (await import('./TextPreview.tsx')).TextPreview }))
const BytesPreview = lazy(async () => ({ default: (await import('./BytesPreview.tsx')).BytesPreview }))

const shownAs: Record<Exclude<Kind, 'image' | 'model' | 'audio' | 'video'>, ComponentType<PreviewProps>> = {
  text: TextPreview,
  json: lazy(async () => ({ default: (await import('./JsonPreview.tsx')).JsonPreview })),
  markdown: lazy(async () => ({ default: (await import('./MarkdownPreview.tsx')).MarkdownPreview })),
  table: lazy(async () => ({ default: (await import('./TablePreview.tsx')).TablePreview })),
  pickle: BytesPreview,
  unknown: BytesPreview,
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const picture = { maxWidth: '100%', maxHeight: '70dvh', objectFit: 'contain' } as const
