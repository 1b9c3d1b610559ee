import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries, type Content } from '../../../api/artifacts.ts'
import { FIRST_PART, kindOf } from '#contract/files/file-kinds.ts'
import { MediaPreview } from '../../../previews/media/MediaPreview.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import type { Shown } from './ChangeSection.tsx'
import { hunksOf } from './hunks.ts'

type Props = { path: string; before: Place; after: Place; names: Shown['names'] }

/** What is different in one file: pictures side by side, texts by line, JSON and YAML by structure. */
export function FileDiff(props: Props) {
  return (
    <Box role="region" aria-label={`Difference in ${props.path}`} sx={{ mt: 4, maxWidth: 1080 }}>
      <Typography variant="h3" sx={{ mb: 2, overflowWrap: 'anywhere' }}>
        <bdi>{props.path}</bdi>
      </Typography>
      {kindOf(props.path) === 'image' ? <Pictures {...props} /> : <Texts {...props} />}
    </Box>
  )
}

function Pictures({ path, before, after, names }: Props) {
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { sm: 'repeat(2, minmax(0, 1fr))' } }}>
      {[before, after].map((place, index) => (
        <div key={names[index]}>
          <Typography variant="body2" color="textSecondary">
            {names[index]}
          </Typography>
          <MediaPreview place={place} name={`${path}, ${names[index]}`} size={1} kind="image" />
        </div>
      ))}
    </Box>
  )
}

function Texts({ path, before, after }: Props) {
  const was = useQuery(artifactQueries.content(before, FIRST_PART))
  const is = useQuery(artifactQueries.content(after, FIRST_PART))
  const failed = [was, is].find(({ isError, data }) => isError && !data)
  if (failed?.error)
    return (
      <ErrorNotice title="The file could not be loaded" error={failed.error} onRetry={() => void failed.refetch()} />
    )
  if (!was.data || !is.data) return <LoadingRows count={4} />
  return <Lines path={path} before={was.data} after={is.data} />
}

function Lines({ path, before, after }: { path: string; before: Content; after: Content }) {
  // May take seconds, and the page renders again with each pair of files that was compared.
  const hunks = useMemo(() => hunksOf(path, before, after), [path, before, after])
  if (typeof hunks === 'string') return <Typography color="textSecondary">{hunks}</Typography>
  if (!hunks) return <Typography color="textSecondary">There are too many differences to show line by line.</Typography>
  if (hunks.length === 0) return <Typography color="textSecondary">The same text in another encoding.</Typography>
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long lines scroll, by keyboard too
    <Box component="pre" tabIndex={0} aria-label={`Changed lines of ${path}`} sx={lines}>
      {hunks.map((hunk) => (
        <Box component="span" key={hunk.before} className="hunk">
          {hunk.lines.map((line, index) => (
            // Lines repeat; their order never changes.
            <span key={index} data-sign={line[0]}>
              {line.slice(0, 2000)}
              {'\n'}
            </span>
          ))}
        </Box>
      ))}
    </Box>
  )
}

const lines = {
  m: 0,
  p: 3,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  overflow: 'auto',
  maxHeight: 480,
  typography: 'caption',
  fontFamily: 'monospace',
  '& .hunk': { display: 'block' },
  '& .hunk + .hunk': { borderTop: 1, borderColor: 'divider', mt: 2, pt: 2 },
  '& [data-sign="+"]': { color: 'success.main' },
  '& [data-sign="-"]': { color: 'error.main' },
} as const
