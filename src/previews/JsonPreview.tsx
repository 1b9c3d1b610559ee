import { CodeBlock } from './CodeBlock.tsx'
import type { PreviewProps } from './ContentPreview.tsx'
import { prettyJson, tableOf } from './json.ts'
import { RowsTable } from './RowsTable.tsx'
import { textOf } from './text-of.ts'

/** JSON indented; what `mlflow.log_table` wrote as the table it is; broken or cut JSON as it stands. */
export function JsonPreview({ content }: PreviewProps) {
  const text = textOf(content)
  const table = content.whole ? tableOf(text) : undefined
  if (table) return <RowsTable header={table.columns} rows={table.rows} />
  return <CodeBlock text={content.whole ? prettyJson(text) : text} />
}
