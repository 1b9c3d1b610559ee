import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import prettyBytes from 'pretty-bytes'
import { Suspense, useState } from 'react'
import { below, type Place, samePlace } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import { fileChanges } from '../../../domain/changes/files.ts'
import { type Part, valueOf } from '../../../domain/changes/part.ts'
import { fileWords, THE_FILE } from '../../../domain/changes/words.ts'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { Missing } from './ChangeCells.tsx'
import { ChangeSection, type Shown } from './ChangeSection.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { useSizes, useVerdicts } from './use-files.ts'

const FileDiff = onDemand(async () => (await import('./FileDiff.tsx')).FileDiff)

type Props = Shown & { before: Part<Place>; after: Part<Place>; versions: readonly [VersionId, VersionId] }

/** The files of two versions: added, removed, changed; of equal size, their bytes are compared. */
export function FileChanges({ before, after, versions, ...shown }: Props) {
  const [was, is] = [useSizes(before), useSizes(after)]
  const [places, sizes] = [
    [valueOf(before), valueOf(after)],
    [valueOf(was), valueOf(is)],
  ]
  const isOnePlace = places[0] !== undefined && places[1] !== undefined && samePlace(places[0], places[1])
  const isBoth = sizes[0] !== undefined && sizes[1] !== undefined
  const changes = fileChanges(sizes[0]?.sizes ?? new Map(), sizes[1]?.sizes ?? new Map(), isOnePlace)
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  const [opened, setOpened] = useState<string>()
  const isCut = Boolean(sizes[0]?.isCut || sizes[1]?.isCut)
  const { verdicts } = useVerdicts({ changes, isCut }, versions, places, asked)
  const rows = changes.map((change) => {
    const verdict = verdicts.get(change.path) ?? change.verdict
    const canOpen = isBoth && verdict === 'changed'
    const isOpen = opened === change.path
    return {
      key: change.path,
      name: canOpen ? (
        <Link
          component="button"
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpened(isOpen ? undefined : change.path)}
          sx={{ textAlign: 'start' }}
        >
          <bdi>{change.path || THE_FILE}</bdi>
        </Link>
      ) : (
        <bdi>{change.path || THE_FILE}</bdi>
      ),
      before: change.before === undefined ? <Missing isKnown={sizes[0] !== undefined} /> : prettyBytes(change.before),
      after: change.after === undefined ? <Missing isKnown={sizes[1] !== undefined} /> : prettyBytes(change.after),
      difference: isBoth && (
        <>
          {fileWords[verdict]}
          {verdict === 'unknown' && !asked.has(change.path) && (
            <Button variant="text" size="small" onClick={() => setAsked(new Set([...asked, change.path]))}>
              Compare contents
            </Button>
          )}
        </>
      ),
      isSame: verdict === 'same',
    }
  })
  const placed = places.map((place) => opened !== undefined && place && { ...place, path: below(place.path, opened) })
  return (
    <ChangeSection title="Files" parts={[was, is]} isEmpty={rows.length === 0} none="Neither version has files.">
      {isOnePlace && <Typography variant="body2">Both versions have the same files.</Typography>}
      {isCut && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
          Only some of the files are listed here.
        </Typography>
      )}
      <ChangeTable label="Files" what={['file', 'files']} difference="Difference" rows={rows} {...shown} />
      {opened !== undefined && placed[0] && placed[1] && (
        <Suspense fallback={<LoadingRows count={4} />}>
          <FileDiff key={opened} path={opened} before={placed[0]} after={placed[1]} names={shown.names} />
        </Suspense>
      )}
    </ChangeSection>
  )
}
