import { isRichFile } from '#contract/files/rich-files.ts'
import type { Content } from '../api/artifacts.ts'
import { loadMarkdownFor } from '../ui/markdown/MarkdownText.tsx'
import { folderOf, type Place } from '#contract/model-uri.ts'
import type { PreviewProps } from './preview-props.ts'
import { ContentPreview } from './ContentPreview.tsx'
import { BytesPreview } from './bytes/BytesPreview.tsx'
import { TextPreview } from './code/TextPreview.tsx'
import { type Kind, kindOf } from '#contract/files/file-kinds.ts'
import { textOf } from './text-of.ts'
import { MediaPreview } from './media/MediaPreview.tsx'
import { type OnDemand, onDemand } from '../ui/feedback/on-demand.tsx'

type Props = {
  place: Place
  /** The URI that clients load it by. */
  loadUri: string
  name: string
  /** Bytes. */
  size: number
}

/** Shows a file by its extension. The code for most kinds loads on demand; the others are parts of them. */
export function FilePreview({ place, loadUri, name, size }: Props) {
  const kind = kindOf(name)
  if (kind === 'image' || kind === 'audio' || kind === 'video')
    return <MediaPreview key={place.path} place={place} name={name} size={size} kind={kind} />
  if (kind === 'model')
    return <ModelFilePreview place={{ ...place, path: folderOf(place.path) }} loadUri={folderOf(loadUri)} size={size} />
  return (
    <ContentPreview
      key={place.path}
      place={place}
      name={name}
      size={size}
      kind={kind}
      Shown={shownAs[kind]}
      load={loadPreview}
    />
  )
}

const ModelFilePreview = onDemand(async () => (await import('./model/ModelFilePreview.tsx')).ModelFilePreview)

const shownAs: Record<Exclude<Kind, 'image' | 'model' | 'audio' | 'video'>, OnDemand<PreviewProps>> = {
  text: TextPreview,
  json: onDemand(async () => (await import('./json/JsonPreview.tsx')).JsonPreview),
  markdown: onDemand(async () => (await import('./markdown/MarkdownPreview.tsx')).MarkdownPreview),
  table: onDemand(async () => (await import('./table/TablePreview.tsx')).TablePreview),
  html: onDemand(async () => (await import('./html/HtmlPreview.tsx')).HtmlPreview),
  pdf: onDemand(async () => (await import('./media/PdfPreview.tsx')).PdfPreview),
  parquet: onDemand(async () => (await import('./table/ParquetPreview.tsx')).ParquetPreview),
  notebook: onDemand(async () => (await import('./notebook/NotebookPreview.tsx')).NotebookPreview),
  pickle: BytesPreview,
  unknown: onDemand(async () => (await import('./bytes/UnknownPreview.tsx')).UnknownPreview),
}

/** Loads the code that shows a file. What shows Markdown comes beside it: what the content needs, if it is here, or what most need. */
export async function loadPreview(name: string, content?: Content): Promise<void> {
  const kind = kindOf(name)
  if (kind === 'model') return ModelFilePreview.preload()
  const isRich = isRichFile(kind, content ? textOf(content) : '')
  await Promise.all([
    kind in shownAs && shownAs[kind as keyof typeof shownAs].preload?.(),
    isRich !== undefined && loadMarkdownFor(isRich),
  ])
}
