import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { FileQuestion } from 'lucide-react'
import prettyBytes from 'pretty-bytes'
import { useRef } from 'react'
import { SameVersions } from '../../../domain/find/SameVersions.tsx'
import { droppedFileOrFolder, pickedFile, pickedFiles } from '../../../parts/upload/picked-folder.ts'
import { dropZone, useDrop } from '../../../parts/upload/use-drop.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { ProgressBar } from '../../../ui/feedback/ProgressBar.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { type Asking, useWhich } from './use-which.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

/** From a file or a folder on this computer to the versions that hold exactly its bytes. */
export function WhichPage() {
  const { asking, ask, cancel } = useWhich()
  const { isOver, problem, take, handlers } = useDrop({
    isOpen: true,
    read: droppedFileOrFolder,
    wrong: 'Drop one file, or one folder with files in it.',
    onPick: ask,
  })
  return (
    <Box {...handlers} sx={{ minHeight: '100%' }}>
      <Page title="Which version is this?">
        <Stack spacing={8} sx={{ maxWidth: 880 }}>
          <Box data-screen="" data-over={isOver || undefined} sx={dropZone}>
            <FileQuestion size={24} aria-hidden />
            <Typography>Drop a model’s folder here, or one of its files</Typography>
            <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', justifyContent: 'center' }}>
              <PickButton isFolder onPick={(files) => take(pickedFiles(files))} />
              <PickButton onPick={([file]) => take(file && pickedFile(file))} />
            </Stack>
            <Typography variant="caption" color={problem ? 'error' : 'textSecondary'} role="status">
              {problem ?? 'Files are hashed in this browser. Only the hashes are sent.'}
            </Typography>
          </Box>
          {asking && (
            <Section title={asking.name}>
              <Progress asking={asking} onCancel={cancel} />
              <div role="status">
                {asking.state === 'known' && <SameVersions answer={asking.answer} isFile={asking.isFile} />}
              </div>
              {asking.state === 'known' && asking.isFile && /\.(zip|tar|t?gz)$/i.test(asking.name) && (
                <Typography variant="caption" color="textSecondary">
                  To compare the files of a downloaded folder, unpack it first.
                </Typography>
              )}
              {asking.state === 'failed' && (
                <ErrorNotice
                  title="The files could not be compared"
                  error={asking.error}
                  {...(asking.retry && { onRetry: asking.retry })}
                />
              )}
            </Section>
          )}
        </Stack>
      </Page>
    </Box>
  )
}

/** Opens the system's dialog to choose files. */
function PickButton({ isFolder = false, onPick }: { isFolder?: boolean; onPick: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button onClick={() => input.current?.click()}>{isFolder ? 'Choose a folder' : 'Choose a file'}</Button>
      <input
        type="file"
        hidden
        aria-label={isFolder ? 'Folder' : 'File'}
        ref={(element) => {
          input.current = element
          if (element && isFolder) element.webkitdirectory = true // React has no such attribute
        }}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = '' // the same may be chosen again after it has changed
          if (files.length > 0) onPick(files)
        }}
      />
    </>
  )
}

function Progress({ asking, onCancel }: { asking: Asking; onCancel: () => void }) {
  const { state, count, size } = asking
  const files = `${formatCount(count)} ${count === 1 ? 'file' : 'files'}`
  if (state === 'known' || state === 'failed')
    return (
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {asking.isFile ? prettyBytes(size) : `${files}, ${prettyBytes(size)}`}
      </Typography>
    )
  return (
    <Stack direction="row" spacing={4} sx={{ alignItems: 'center' }}>
      <Box sx={{ flex: 1 }}>
        <Typography variant="body2" role="status">
          {state === 'hashing'
            ? `Hashing ${files}: ${prettyBytes(asking.read)} of ${prettyBytes(size)}`
            : 'Comparing with the registry…'}
        </Typography>
        <ProgressBar
          label={state === 'hashing' ? 'Hashing' : 'Comparing'}
          part={state === 'hashing' ? asking.read / Math.max(size, 1) : undefined}
        />
      </Box>
      <Button onClick={onCancel}>Cancel</Button>
    </Stack>
  )
}
