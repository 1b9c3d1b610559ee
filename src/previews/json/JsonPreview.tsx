import { useCallback, useMemo, useState } from 'react'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { prettyJson, tableOf } from './json.ts'
import { JsonTree } from './JsonTree.tsx'
import { parseJson } from '#contract/python-json.ts'
import { usePrinting } from '../../ui/print/printing.ts'
import { PictureBeside } from '../media/PictureBeside.tsx'
import { PartNotice } from '../PartNotice.tsx'
import { RowsTable } from '../table/RowsTable.tsx'
import { textOf } from '../text-of.ts'
import { Unreadable } from '../Unreadable.tsx'
import { FileViews } from '../FileViews.tsx'

/** JSON as a tree, `mlflow.log_table` output as a table, truncated JSON as text. */
export function JsonPreview(props: PreviewProps) {
  const { content, place } = props
  // `mlflow.log_table` names pictures from the artifacts' root.
  const picture = useCallback(
    (path: string, alt: string) => <PictureBeside place={{ owner: place.owner, path }} alt={alt} />,
    [place.owner],
  )
  const text = useMemo(() => textOf(content), [content])
  const isShort = text.length <= MAX_CHARACTERS
  const parsed = useMemo(() => (content.whole && isShort ? tryParse(text) : undefined), [content.whole, isShort, text])
  const table = useMemo(() => parsed && 'value' in parsed && tableOf(parsed.value), [parsed])
  const [chosen, setView] = useState<View>()
  const isPrinting = usePrinting()
  const asked = chosen ?? (table ? 'Table' : 'Tree')
  const view = asked === 'Tree' && isPrinting ? 'Text' : asked // unfolded
  if (!parsed)
    return (
      <>
        {!isShort && <PartNotice>Too large for a tree view. Showing the text as written.</PartNotice>}
        <CodeBlock text={text} language="json" />
      </>
    )
  if ('error' in parsed) return <Unreadable title="Not valid JSON" reason={parsed.error} {...props} />
  return (
    <>
      <FileViews views={table ? ['Table', 'Tree', 'Text'] : ['Tree', 'Text']} value={view} onChange={setView} />
      {view === 'Text' && <CodeBlock text={prettyJson(text)} language="json" />}
      {view === 'Tree' && <JsonTree value={parsed.value} />}
      {view === 'Table' && table && <RowsTable header={table.columns} rows={table.rows} picture={picture} />}
    </>
  )
}

/** Characters to parse as a tree; more would freeze the page for seconds. */
const MAX_CHARACTERS = 10_000_000

type View = 'Table' | 'Tree' | 'Text'

function tryParse(text: string): { value: unknown } | { error: string } {
  try {
    return { value: parseJson(text) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
