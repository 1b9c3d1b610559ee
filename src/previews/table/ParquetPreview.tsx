import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import prettyBytes from 'pretty-bytes'
import { artifactQueries, readBytes } from '../../api/artifacts.ts'
import { ApiError } from '#contract/errors.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { bytesOf, firstRows, openParquet } from './parquet.ts'
import { PartNotice } from '../PartNotice.tsx'
import { RowsTable } from './RowsTable.tsx'
import { Unreadable } from '../Unreadable.tsx'
import { formatCount } from '../../ui/text/format-count.ts'

/** The first rows of a Parquet file, reading only the parts needed. */
export function ParquetPreview(props: PreviewProps) {
  const { content, place } = props
  const [most, setMost] = useState(FIRST)
  const [asked, setAsked] = useState(false)
  const key = [...artifactQueries.content(place, content.bytes.length).queryKey, 'parquet']
  const file = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      openParquet(content.size, async (start, end) =>
        // The first part of the file is already loaded.
        end <= content.bytes.length ? content.bytes.buffer.slice(start, end) : readBytes(place, start, end, signal),
      ),
    staleTime: Infinity,
    retry: false,
  })
  const bytes = file.data ? bytesOf(file.data, most) : 0
  const dear = bytes > DEAR && !asked
  const table = useQuery({
    queryKey: [...key, most],
    queryFn: async () => (file.data ? firstRows(file.data, most) : { columns: [], rows: [], faults: [] }),
    enabled: file.data !== undefined && !dear,
    placeholderData: (before) => before,
    staleTime: Infinity,
    retry: false,
  })
  const { error = null, refetch } = file.isError ? file : table
  if (error instanceof ApiError)
    return <ErrorNotice title="The file could not be loaded" error={error} onRetry={() => void refetch()} />
  if (error) return <Unreadable title="Cannot read this Parquet file" reason={error.message} {...props} />
  if (dear)
    return (
      <PartNotice more="Show rows" onMore={() => setAsked(true)}>
        Showing its first rows means reading {prettyBytes(bytes)}, because the file stores them in one block.
      </PartNotice>
    )
  if (!file.data || !table.data) return <LoadingRows count={8} />
  const { rows, columns } = file.data
  if (rows === 0)
    return <EmptyState title="This table has no rows">{columns.map(({ name }) => name).join(', ')}</EmptyState>
  return (
    <>
      {rows > most && (
        <PartNotice
          more={most < MOST ? (rows <= MOST ? 'Show all' : `Show the first ${formatCount(MOST)}`) : undefined}
          pending={table.isPlaceholderData}
          onMore={() => setMost(MOST)}
        >
          The first {formatCount(most)} of {formatCount(rows)} rows.
          {most >= MOST && ' Download the file to see all of them.'}
        </PartNotice>
      )}
      {table.data.faults.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 3 }}>
          {table.data.faults.join(' ')}
        </Alert>
      )}
      <RowsTable header={table.data.columns} rows={table.data.rows} hints={columns.map(({ type }) => type)} />
    </>
  )
}

/** Rows. */
const FIRST = 1000
const MOST = 50_000
/** Ask before reading more bytes than this. */
const DEAR = 64_000_000
