import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Box as ModelIcon, File, Folder } from 'lucide-react'
import { Link as RouterLink } from 'react-router'
import prettyBytes from 'pretty-bytes'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import type { Branch, Node } from './tree.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'

const ModelPreview = onDemand(async () => (await import('../../previews/model/ModelPreview.tsx')).ModelPreview)

type Props = { node: Node; branch: Branch | undefined; hrefOf: (path: string) => string; onRetry: () => void }

/** A folder: the model in it, otherwise its files. */
export function FolderView({ node, branch = 'loading', hrefOf, onRetry }: Props) {
  if (branch === 'loading') return <LoadingRows count={4} />
  if (branch instanceof Error)
    return <ErrorNotice title="The folder could not be loaded" error={branch} onRetry={onRetry} />
  if (branch.length === 0) return <EmptyState title="This folder is empty" />
  const has = (name: string) => branch.some((child) => child.kind === 'file' && child.name === name)
  if (has('MLmodel')) return <ModelPreview place={node.place} />
  return (
    <Box component="ul" aria-label="Files" sx={list}>
      {branch.slice(0, shown).map((child) => (
        <li key={child.path}>
          <Icon kind={child.kind} />
          <Link component={RouterLink} to={hrefOf(child.path)} color="textPrimary" noWrap>
            {child.name}
          </Link>
          <span>
            {child.kind === 'file' ? prettyBytes(child.size ?? 0) : child.kind === 'model' ? 'logged model' : ''}
          </span>
        </li>
      ))}
      {branch.length > shown && <li>and {branch.length - shown} more in the tree</li>}
    </Box>
  )
}

function Icon({ kind }: { kind: Node['kind'] }) {
  const Shape = { model: ModelIcon, file: File, folder: Folder }[kind]
  return <Shape size={15} aria-hidden />
}

const shown = 200

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  typography: 'body2',
  '& li': { display: 'flex', alignItems: 'center', gap: 2, minHeight: 32, borderBottom: 1, borderColor: 'divider' },
  '& svg': { color: 'text.secondary', flexShrink: 0 },
  '& span': { ml: 'auto', color: 'text.secondary', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
} as const
