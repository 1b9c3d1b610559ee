import Box from '@mui/material/Box'
import { ErrorBoundary } from '../../ui/feedback/ErrorBoundary.tsx'
import Link from '@mui/material/Link'
import { Suspense } from 'react'
import { Link as RouterLink } from 'react-router'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import { folderOf, placeUri } from '#contract/model-uri.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { FilePreview } from '../../previews/FilePreview.tsx'
import { ModelPreview } from '../../previews/model/ModelPreview.tsx'
import { PaneHeader } from './PaneHeader.tsx'
import type { Branch, Node } from './tree.ts'
import type { ArtifactFolders } from './use-artifact-tree.ts'
import { Box as ModelIcon, File, Folder } from 'lucide-react'
import prettyBytes from 'pretty-bytes'
import { Address } from '../../ui/text/Address.tsx'
import { usePrinting } from '../../ui/print/printing.ts'

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
        <ErrorNotice title="The folder could not be loaded" error={found} onRetry={() => tree.retry(folderOf(path))} />
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
  // A version is loaded by its own URI, wherever its files are.
  const loadUri = placeUri('name' in owner ? { owner, path } : found.place)
  return (
    <>
      <PaneHeader
        node={found}
        loadUri={loadUri}
        uri={tree.uriOf(found.place)}
        folders={foldersOf(found, tree)}
        registrable={!('name' in owner)}
      />
      <Box sx={{ px: 4, pb: 4, pt: 3 }}>
        <ErrorBoundary key={path} title="The preview failed. You can still download the file.">
          <Suspense fallback={<LoadingRows count={6} />}>
            {found.kind === 'file' ? (
              <Preview node={found} loadUri={loadUri} />
            ) : (
              <FolderView
                node={found}
                branch={tree.branches.get(path)}
                loadUri={loadUri}
                isVersion={path === '' && 'name' in owner}
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

function Preview({ node, loadUri }: { node: Node; loadUri: string }) {
  return <FilePreview place={node.place} loadUri={loadUri} name={node.name} size={node.size ?? 0} />
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

type FolderViewProps = {
  node: Node
  branch: Branch | undefined
  loadUri: string
  /** The root of a version, whose model its Overview describes. */
  isVersion: boolean
  hrefOf: (path: string) => string
  onRetry: () => void
}

/** A folder: the model in it, otherwise its files. */
function FolderView({ node, branch = 'loading', loadUri, isVersion, hrefOf, onRetry }: FolderViewProps) {
  const shown = usePrinting() ? Infinity : FIRST
  if (branch === 'loading') return <LoadingRows count={4} />
  if (branch instanceof Error)
    return <ErrorNotice title="The folder could not be loaded" error={branch} onRetry={onRetry} />
  if (branch.length === 0) return <EmptyState title="This folder is empty" />
  const has = (name: string) => branch.some((child) => child.kind === 'file' && child.name === name)
  if (has('MLmodel') && !isVersion) return <ModelPreview place={node.place} loadUri={loadUri} />
  return (
    <>
      {isVersion && (
        <Box sx={{ typography: 'body2', mb: 3, overflowWrap: 'anywhere' }}>
          Load URI <Address uri={loadUri} what="load URI" />
        </Box>
      )}
      <Box component="ul" aria-label="Files" sx={list}>
        {branch.slice(0, shown).map((child) => (
          <li key={child.path}>
            <Icon kind={child.kind} />
            <Link component={RouterLink} to={hrefOf(child.path)} color="textPrimary" sx={{ overflowWrap: 'anywhere' }}>
              {child.name}
            </Link>
            <span>
              {child.kind === 'file' ? prettyBytes(child.size ?? 0) : child.kind === 'model' ? 'logged model' : ''}
            </span>
          </li>
        ))}
        {branch.length > shown && <li>and {branch.length - shown} more in the tree</li>}
      </Box>
    </>
  )
}

function Icon({ kind }: { kind: Node['kind'] }) {
  const Shape = { model: ModelIcon, file: File, folder: Folder }[kind]
  return <Shape size={15} aria-hidden />
}

/** Files of a folder that are listed beside the tree. */
const FIRST = 200

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  typography: 'body2',
  '& li': { display: 'flex', alignItems: 'center', gap: 2, minHeight: 32, borderBottom: 1, borderColor: 'divider' },
  '& svg': { color: 'text.secondary', flexShrink: 0 },
  '& span': { ml: 'auto', color: 'text.secondary', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
} as const
