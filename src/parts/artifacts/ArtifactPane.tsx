import Box from '@mui/material/Box'
import { ErrorBoundary } from '../../ui/feedback/ErrorBoundary.tsx'
import Link from '@mui/material/Link'
import { Suspense } from 'react'
import { Link as RouterLink } from 'react-router'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { FilePreview } from '../../previews/FilePreview.tsx'
import { FolderView } from './FolderView.tsx'
import { PaneHeader } from './PaneHeader.tsx'
import type { Node } from './tree.ts'
import type { ArtifactFolders } from './use-artifact-tree.ts'

type Props = { owner: ArtifactOwner; tree: ArtifactFolders; path: string; hrefOf: (path: string) => string }

/** The selected file or folder: its path, actions and content. */
export function ArtifactPane({ owner, tree, path, hrefOf }: Props) {
  const found = path === '' ? rootNode(owner, tree) : tree.find(path)
  if (found === 'loading')
    return (
      <Box sx={{ p: 4 }}>
        <LoadingRows count={4} />
      </Box>
    )
  if (found instanceof Error)
    return (
      <Box sx={{ px: 4 }}>
        <ErrorNotice title="The folder could not be loaded" error={found} onRetry={() => tree.retry(parentOf(path))} />
      </Box>
    )
  if (!found)
    return (
      <EmptyState title={`Nothing found at “${path}”`}>
        <Link component={RouterLink} to={hrefOf('')}>
          Show all artifacts
        </Link>
      </EmptyState>
    )
  return (
    <>
      <PaneHeader
        node={found}
        uri={tree.uriOf(found.place)}
        folders={foldersOf(found, tree)}
        registrable={!('name' in owner)}
      />
      <Box sx={{ px: 4, pb: 4, pt: 3 }}>
        <ErrorBoundary key={path} title="The preview failed. You can still download the file.">
          <Suspense fallback={<LoadingRows count={6} />}>
            {found.kind === 'file' ? (
              <Preview node={found} />
            ) : (
              <FolderView
                node={found}
                branch={tree.branches.get(path)}
                hrefOf={hrefOf}
                onRetry={() => tree.retry(path)}
              />
            )}
          </Suspense>
        </ErrorBoundary>
      </Box>
    </>
  )
}

function Preview({ node }: { node: Node }) {
  return <FilePreview place={node.place} name={node.name} size={node.size ?? 0} />
}

/** What a folder download contains: at a run's root, its logged models beside its files, as in the tree. */
function foldersOf(node: Node, tree: ArtifactFolders) {
  const top = node.path === '' ? tree.branches.get('') : undefined
  const models = Array.isArray(top) ? top.filter(({ kind }) => kind === 'model') : []
  return [{ name: '', place: node.place }, ...models.map(({ path, place }) => ({ name: path, place }))]
}

/** The root folder, named after its owner. */
function rootNode(owner: ArtifactOwner, tree: ArtifactFolders): Node | 'loading' {
  if (!tree.root) return 'loading'
  return { path: '', name: '', kind: 'model_id' in owner ? 'model' : 'folder', place: tree.root }
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
