import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import type { Content } from '../api/artifacts.ts'
import { EmptyState } from '../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../ui/feedback/LoadingRows.tsx'
import { ArtifactPane } from './artifacts/ArtifactPane.tsx'
import { ArtifactTree } from './artifacts/ArtifactTree.tsx'
import { FolderDownloads } from './artifacts/FolderDownloads.tsx'
import { loadPreview } from '../previews/FilePreview.tsx'
import { useArtifactTree } from './artifacts/use-artifact-tree.ts'

type Props = {
  /** The owner of the files: a run (with its logged models), a logged model or a version. */
  owner: ArtifactOwner
  /** The selected path, from the page's URL; `''` for none. */
  path: string
  /** The page's URL with another path selected. */
  hrefOf: (path: string) => string
}

/** Loads the code that shows a file, and what its content needs if that is here, for pages that open it (routes.tsx). */
export const loadFile = (path: string, content?: Content) => loadPreview(path.slice(path.lastIndexOf('/') + 1), content)

/** The files of a run, logged model or version: a tree, and the selection beside it. */
export function ArtifactBrowser({ owner, path, hrefOf }: Props) {
  const tree = useArtifactTree(owner, path)
  const [filter, setFilter] = useState('')
  const top = tree.branches.get('')
  if (top instanceof Error)
    return <ErrorNotice title="The artifacts could not be loaded" error={top} onRetry={() => tree.retry('')} />
  const modelsMissing = tree.modelsError && (
    <ErrorNotice
      title="The run’s logged models could not be loaded"
      error={tree.modelsError}
      onRetry={() => tree.retry('')}
    />
  )
  if (Array.isArray(top) && top.length === 0) return modelsMissing ?? <NoArtifacts owner={owner} />
  return (
    <>
      {modelsMissing}
      <Box sx={frame}>
        <Box sx={treeSide} data-screen="">
          <TextField
            placeholder="Filter by name"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setFilter('')
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              event.currentTarget.parentElement?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus()
            }}
            slotProps={{ htmlInput: { 'aria-label': 'Filter artifacts by name', spellCheck: false } }}
            sx={{ m: 2 }}
          />
          {Array.isArray(top) ? (
            <ArtifactTree tree={tree} selected={path} hrefOf={hrefOf} filter={filter} />
          ) : (
            <Box sx={{ px: 2 }}>
              <LoadingRows count={6} />
            </Box>
          )}
        </Box>
        <Box sx={paneSide}>
          <FolderDownloads />
          {Array.isArray(top) ? (
            <ArtifactPane key={path} owner={owner} tree={tree} path={path} hrefOf={hrefOf} />
          ) : (
            <Box sx={{ p: 4 }}>
              <LoadingRows count={4} />
            </Box>
          )}
        </Box>
      </Box>
    </>
  )
}

function NoArtifacts({ owner }: { owner: ArtifactOwner }) {
  if (!('run_id' in owner)) return <EmptyState title="No files here" />
  return (
    <EmptyState title="No artifacts logged">
      Files appear here once the run logs some, for example with <code>mlflow.log_artifact(path)</code> or{' '}
      <code>mlflow.sklearn.log_model(model, name=&quot;model&quot;)</code>.
    </EmptyState>
  )
}

const frame = {
  display: 'flex',
  flexDirection: { xs: 'column', md: 'row' },
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  minHeight: { md: 420 },
} as const
// The dividing line is as long as the longer side.
const paneSide = {
  minWidth: 0,
  flex: 1,
  borderStyle: 'solid',
  borderColor: 'divider',
  borderWidth: 0,
  borderLeftWidth: { md: 1 },
  borderTopWidth: { xs: 1, md: 0 },
} as const
const treeSide = {
  display: 'flex',
  flexDirection: 'column',
  width: { md: 304 },
  flexShrink: 0,
  position: { md: 'sticky' },
  top: 0,
  alignSelf: { md: 'flex-start' },
  minHeight: { md: 420 },
  maxHeight: { xs: 280, md: 'calc(100dvh - 24px)' },
} as const
