import { parse } from 'papaparse'
import { useMemo } from 'react'
import { CodeBlock } from './CodeBlock.tsx'
import type { PreviewProps } from './ContentPreview.tsx'
import { RowsTable } from './RowsTable.tsx'
import { textOf } from './text-of.ts'

/** CSV and TSV: the first row names the columns. A file cut short loses its last, half row. */
export function TablePreview({ content, name }: PreviewProps) {
  const text = useMemo(() => textOf(content), [content])
  const { data } = useMemo(
    () => parse(text, { delimiter: name.toLowerCase().endsWith('.tsv') ? '\t' : '', skipEmptyLines: true }),
    [text, name],
  )
  const rows = useMemo(() => data.slice(1, content.whole ? undefined : -1), [data, content.whole])
  const header = data[0]
  return header ? <RowsTable header={header} rows={rows} /> : <CodeBlock text={text} />
}
