import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import prettyBytes from 'pretty-bytes'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries, type Content } from '../api/artifacts.ts'
import { EmptyState } from '../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../ui/feedback/LoadingRows.tsx'
import type { OnDemand } from '../ui/feedback/on-demand.tsx'
import { extensionOf, firstPartOf, type Kind, MOST_SHOWN } from '#contract/files/file-kinds.ts'
import { PartNotice } from './PartNotice.tsx'
import type { PreviewProps } from './preview-props.ts'
import { sniff } from './bytes/sniff.ts'
import { decode, isText, looksBinary, type TextContent } from './text-of.ts'
import { Unreadable } from './Unreadable.tsx'
import Alert from '@mui/material/Alert'
import TextField from '@mui/material/TextField'

type Props = {
  place: Place
  name: string
  size: number
  kind: Kind
  Shown: OnDemand<PreviewProps>
  /** Loads the code that shows the file, and what its content needs if that is here; nothing if all that is here. */
  load?: (name: string, content?: Content) => Promise<unknown> | undefined
}

/** Loads the first part of a file, or more on request, and shows it. */
export function ContentPreview({ place, name, size, kind, Shown, load }: Props) {
  const [encoding, setEncoding] = useState<string>()
  const first = useQuery({ ...artifactQueries.content(place, firstPartOf(kind)), enabled: size > 0 })
  const isReady = useCode(load, name, first.data)
  const rest = useQuery({ ...artifactQueries.content(place, MOST_SHOWN), enabled: false })
  const loaded = rest.data ?? first.data
  const content = useMemo(() => (loaded && encoding ? { ...loaded, encoding } : loaded), [loaded, encoding])
  if (size === 0) return <EmptyState title="This file is empty" />
  if (first.isError && !first.data)
    return <ErrorNotice title="The file could not be loaded" error={first.error} onRetry={() => void first.refetch()} />
  if (!content) return <LoadingRows count={6} />
  if (textual.has(kind) && looksBinary(content)) {
    const type = sniff(content.bytes)
    return (
      <Unreadable
        title={`Not a .${extensionOf(name) || 'text'} file`}
        reason={`It contains binary data${type ? `: ${type}` : ''}.`}
        {...{ content, name, kind, place }}
      />
    )
  }
  if (!isReady) return <LoadingRows count={6} />
  const isTextual = textual.has(kind) || (kind === 'unknown' && isText(content))
  return (
    <>
      {rest.isError && !rest.data && <ErrorNotice title="The rest could not be loaded" error={rest.error} />}
      {!content.whole && isTextual && (
        <PartNotice more={moreOf(content)} pending={rest.isFetching} onMore={() => void rest.refetch()}>
          The first {prettyBytes(content.bytes.length)} of {prettyBytes(content.size)}.
          {content.bytes.length >= MOST_SHOWN && ' Download the file to see all of it.'}
        </PartNotice>
      )}
      {isTextual && <EncodingNotice content={content} onChoose={setEncoding} />}
      <Shown content={content} name={name} kind={kind} place={place} />
    </>
  )
}

/** Loads code beside the file, and says whether its content has all that it needs: what suspends is shown up to 300 ms later (on-demand.tsx). */
function useCode(load: Props['load'], name: string, content: Content | undefined): boolean {
  const code = useMemo(() => load?.(name, content), [load, name, content])
  const [hasCome, setCome] = useState(false)
  useEffect(() => {
    if (content) void code?.then(() => setCome(true))
  }, [content, code])
  return hasCome || code === undefined
}

function moreOf({ bytes, size }: Content): string | undefined {
  if (bytes.length >= MOST_SHOWN) return undefined
  return size <= MOST_SHOWN ? 'Load the rest' : `Load the first ${prettyBytes(MOST_SHOWN)}`
}

const textual: ReadonlySet<Kind> = new Set(['text', 'json', 'markdown', 'table', 'notebook', 'html'])

type EncodingNoticeProps = { content: TextContent; onChoose: (encoding: string) => void }

/** Says which encoding a non-UTF-8 text is read with, and lets the user choose another. */
function EncodingNotice({ content, onChoose }: EncodingNoticeProps) {
  const { encoding, by } = decode(content)
  if (encoding === 'utf-8' && by !== 'choice') return null
  const named = labels.get(encoding) ?? encoding
  const said = {
    guess: `This text is not UTF-8. It is shown as ${named}.`,
    declaration: `Shown as ${named}, as the file says.`,
    bytes: `Shown as ${named}.`,
    choice: `Shown as ${named}, as you chose.`,
  }[by]
  const choice = (
    <TextField
      select
      size="small"
      value={encoding}
      onChange={(event) => onChoose(event.target.value)}
      slotProps={{ select: { native: true }, htmlInput: { 'aria-label': 'Encoding' } }}
    >
      {!labels.has(encoding) && <option value={encoding}>{encoding}</option>}
      {[...labels].map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </TextField>
  )
  return (
    <Alert severity="info" variant="outlined" sx={{ mb: 3 }} action={choice}>
      {said}
    </Alert>
  )
}

/** Keyed by `TextDecoder` names. */
const labels: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'UTF-8'],
  ['windows-1252', 'Windows-1252 (Western)'],
  ['iso-8859-15', 'ISO-8859-15 (Western)'],
  ['windows-1250', 'Windows-1250 (Central European)'],
  ['iso-8859-2', 'ISO-8859-2 (Central European)'],
  ['windows-1251', 'Windows-1251 (Cyrillic)'],
  ['koi8-r', 'KOI8-R (Cyrillic)'],
  ['windows-1253', 'Windows-1253 (Greek)'],
  ['windows-1254', 'Windows-1254 (Turkish)'],
  ['windows-1255', 'Windows-1255 (Hebrew)'],
  ['windows-1256', 'Windows-1256 (Arabic)'],
  ['shift_jis', 'Shift JIS (Japanese)'],
  ['euc-jp', 'EUC-JP (Japanese)'],
  ['gb18030', 'GB18030 (Chinese)'],
  ['big5', 'Big5 (Chinese)'],
  ['euc-kr', 'EUC-KR (Korean)'],
  ['macintosh', 'Mac Roman'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
])
