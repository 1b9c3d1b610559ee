import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries, type Content } from '../api/artifacts.ts'
import { byteText } from '../ui/bytes.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { LoadingRows } from '../ui/LoadingRows.tsx'
import type { Kind } from './kind-of.ts'

export type PreviewProps = { content: Content; name: string; kind: Kind }
type Props = { place: Place; name: string; size: number; kind: Kind; Shown: ComponentType<PreviewProps> }

/** Fetches the first part of a file, or all of it on request, and shows it. */
export function ContentPreview({ place, name, size, kind, Shown }: Props) {
  const [all, setAll] = useState(false)
  const first = useQuery({ ...artifactQueries.content(place, false), enabled: size > 0 })
  const whole = useQuery({ ...artifactQueries.content(place, true), enabled: all })
  if (size === 0) return <EmptyState title="This file is empty" />
  const failed = all && whole.isError ? whole : first
  if (failed.isError)
    return (
      <ErrorNotice title="The file could not be loaded" error={failed.error} onRetry={() => void failed.refetch()} />
    )
  const content = whole.data ?? first.data
  if (!content) return <LoadingRows count={6} />
  const partial = !content.whole && (kind === 'text' || kind === 'json' || kind === 'markdown' || kind === 'table')
  return (
    <>
      {partial && (
        <Alert
          severity="info"
          variant="outlined"
          sx={{ mb: 3 }}
          action={
            <Button color="inherit" loading={all} onClick={() => setAll(true)}>
              Load the rest
            </Button>
          }
        >
          The first {byteText(content.bytes.length)} of {byteText(content.size)}.
        </Alert>
      )}
      <Shown content={content} name={name} kind={kind} />
    </>
  )
}
