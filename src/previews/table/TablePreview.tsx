import Alert from '@mui/material/Alert'
import { useMemo, useState } from 'react'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { readDelimited } from './delimited.ts'
import { extensionOf } from '#contract/files/file-kinds.ts'
import { PartNotice } from '../PartNotice.tsx'
import { RowsTable } from './RowsTable.tsx'
import { textOf } from '../text-of.ts'
import { FileViews } from '../FileViews.tsx'
import { formatCount } from '../../ui/text/format-count.ts'

/** CSV and TSV as a table, and as text. */
export function TablePreview({ content, name }: PreviewProps) {
  const [view, setView] = useState<'Table' | 'Text'>('Table')
  const text = useMemo(() => textOf(content), [content])
  const { header, rows, cut, comments, faults } = useMemo(
    () => readDelimited(text, { tabs: extensionOf(name) === 'tsv', whole: content.whole }),
    [text, name, content.whole],
  )
  if (header.length === 0) return <EmptyState title="This table has no rows" />
  return (
    <>
      <FileViews views={['Table', 'Text']} value={view} onChange={setView} />
      {faults.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 3 }}>
          Some rows could not be read cleanly. {faults.join(' ')}
        </Alert>
      )}
      {comments.length > 0 && view === 'Table' && (
        <Alert severity="info" variant="outlined" sx={{ mb: 3, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {comments.slice(0, MOST_COMMENTS).join('\n')}
          {comments.length > MOST_COMMENTS && `\n${comments.length - MOST_COMMENTS} more lines of comments: see Text.`}
        </Alert>
      )}
      {cut && view === 'Table' && (
        <PartNotice>
          Showing the first {formatCount(rows.length)} rows. Switch to Text to see everything that was loaded.
        </PartNotice>
      )}
      {view === 'Text' ? <CodeBlock text={text} /> : <RowsTable header={header} rows={rows} />}
    </>
  )
}

const MOST_COMMENTS = 8
