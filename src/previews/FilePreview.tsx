import { MOST_OF_PAGE } from '#contract/files/rich-files.ts'
import type { Content } from '../api/artifacts.ts'
import { loadMarkdown, loadMarkdownFor } from '../ui/markdown/MarkdownText.tsx'
import { folderOf, type Place } from '#contract/model-uri.ts'
import type { PreviewProps } from './preview-props.ts'
import { ContentPreview } from './ContentPreview.tsx'
import { BytesPreview } from './bytes/BytesPreview.tsx'
import { TextPreview } from './code/TextPreview.tsx'
import { type Kind, kindOf } from '#contract/files/file-kinds.ts'
import { looksBinary, textOf } from './text-of.ts'
import { notebookIn } from './notebook/notebook.ts'
import { MediaPreview } from './media/MediaPreview.tsx'
import { type OnDemand, onDemand, whenHere } from '../ui/feedback/on-demand.tsx'

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

/**
 * Loads the code that shows a file, or nothing if it is here. What shows Markdown is one of two files of code, as the text has it: it comes
 * once the content is here.
 */
export function loadPreview(name: string, content?: Content): Promise<unknown> | undefined {
  const kind = kindOf(name)
  if (kind === 'model') return ModelFilePreview.preload()
  return whenHere(
    kind in shownAs ? shownAs[kind as keyof typeof shownAs].preload?.() : undefined,
    content && loadTexts(kind, content),
  )
}

function loadTexts(kind: Kind, content: Content): Promise<unknown> | undefined {
  if (looksBinary(content)) return undefined // its preview says so
  if (kind === 'markdown') return loadMarkdown(textOf(content).slice(0, MOST_OF_PAGE))
  const notebook = kind === 'notebook' ? notebookIn(content) : undefined
  if (!notebook || notebook instanceof Error || notebook.isRich === undefined) return undefined
  return loadMarkdownFor(notebook.isRich)
}
