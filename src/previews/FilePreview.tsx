import { type ComponentType, lazy } from 'react'
import type { Place } from '#contract/model-uri.ts'
import type { PreviewProps } from './ContentPreview.tsx'
import { ContentPreview } from './ContentPreview.tsx'
import { type Kind, kindOf } from './kind-of.ts'

type Props = { place: Place; name: string; /** Bytes. */ size: number }

/** A file, shown as its name suggests. The code for each kind comes when it is needed. */
export function FilePreview({ place, name, size }: Props) {
  const kind = kindOf(name)
  if (kind === 'image' || kind === 'audio' || kind === 'video')
    return <MediaPreview key={place.path} place={place} name={name} size={size} kind={kind} />
  if (kind === 'model') return <ModelPreview place={{ ...place, path: folderOf(place.path) }} />
  return <ContentPreview key={place.path} place={place} name={name} size={size} kind={kind} Shown={shownAs[kind]} />
}

const ModelPreview = lazy(async () => ({ default: (await import('./ModelPreview.tsx')).ModelPreview }))
const MediaPreview = lazy(async () => ({ default: (await import('./MediaPreview.tsx')).MediaPreview }))

const shownAs: Record<Exclude<Kind, 'image' | 'model' | 'audio' | 'video'>, ComponentType<PreviewProps>> = {
  text: lazy(async () => ({ default: (await import('./TextPreview.tsx')).TextPreview })),
  json: lazy(async () => ({ default: (await import('./JsonPreview.tsx')).JsonPreview })),
  markdown: lazy(async () => ({ default: (await import('./MarkdownPreview.tsx')).MarkdownPreview })),
  table: lazy(async () => ({ default: (await import('./TablePreview.tsx')).TablePreview })),
  html: lazy(async () => ({ default: (await import('./HtmlPreview.tsx')).HtmlPreview })),
  pdf: lazy(async () => ({ default: (await import('./PdfPreview.tsx')).PdfPreview })),
  parquet: lazy(async () => ({ default: (await import('./ParquetPreview.tsx')).ParquetPreview })),
  notebook: lazy(async () => ({ default: (await import('./NotebookPreview.tsx')).NotebookPreview })),
  pickle: lazy(async () => ({ default: (await import('./BytesPreview.tsx')).BytesPreview })),
  unknown: lazy(async () => ({ default: (await import('./UnknownPreview.tsx')).UnknownPreview })),
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
