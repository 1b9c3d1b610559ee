import Box from '@mui/material/Box'
import { useCallback } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { MarkdownText } from '../../ui/markdown/MarkdownText.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import type { Language } from '../code/languages.ts'
import { useBesideText } from '../markdown/use-beside-text.tsx'
import { type Cell, notebookIn } from './notebook.ts'
import { NotebookOutput } from './NotebookOutput.tsx'
import { Unreadable } from '../Unreadable.tsx'

/** A saved Jupyter notebook; nothing in it runs. */
export function NotebookPreview(props: PreviewProps) {
  const read = notebookIn(props.content)
  if (read instanceof Error) return <Unreadable title="Cannot read this notebook" reason={read.message} {...props} />
  if (read.cells.length === 0) return <EmptyState title="This notebook has no cells" />
  const among = { place: props.place, amongRich: read.isRich === true }
  return (
    <Box component="ol" aria-label="Cells" sx={list}>
      {read.cells.map((cell, index) => (
        // A notebook never changes while it is shown, so the index is a stable key.
        <li key={index}>
          <code className="count">{cell.kind === 'code' && `[${cell.count ?? ' '}]`}</code>
          <div>
            <CellSource cell={cell} language={read.language} {...among} />
            {cell.outputs.map((output, index) => (
              <NotebookOutput key={index} output={output} {...among} />
            ))}
          </div>
        </li>
      ))}
    </Box>
  )
}

type SourceProps = { cell: Cell; language: Language | undefined; place: Place; amongRich: boolean }

function CellSource({ cell, language, place, amongRich }: SourceProps) {
  const { picture, fileLink } = useBesideText(place)
  const pictureOf = useCallback(
    (path: string, alt: string) => {
      const [, name] = /^attachment:(.*)$/i.exec(path) ?? []
      if (name === undefined) return picture(path, alt)
      const src = cell.attachments.get(name) ?? cell.attachments.get(decoded(name))
      return src === undefined ? <em>{alt || name}</em> : <img src={src} alt={alt} />
    },
    [cell, picture],
  )
  const texts = { amongRich, picture: pictureOf, fileLink }
  if (cell.kind === 'markdown') return <MarkdownText text={cell.source} isCell {...texts} />
  return <CodeBlock text={cell.source} language={cell.kind === 'code' ? language : undefined} label="Code" />
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': {
    display: 'grid',
    gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '48px minmax(0, 1fr)' },
    // Cells out of view are not laid out.
    contentVisibility: 'auto',
    containIntrinsicBlockSize: 'auto 120px',
    py: 2,
  },
  '& .count': { color: 'text.secondary', whiteSpace: 'pre', pt: 2 },
} as const
