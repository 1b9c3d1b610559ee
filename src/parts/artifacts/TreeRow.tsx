import Box from '@mui/material/Box'
import CircularProgress from '@mui/material/CircularProgress'
import { Box as ModelIcon, ChevronDown, ChevronRight, File, Folder, FolderOpen, RotateCw } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Link } from 'react-router'
import { type Row, rowHeight } from './tree.ts'

type Props = {
  row: Row
  index: number
  top: number
  selected: boolean
  tabStop: boolean
  href: string
  onFocus: () => void
  onOpen: (open: boolean) => void
  onRetry: () => void
}

/** A row is a link, so that it can open in a new tab; the tree handles its keys. */
export function TreeRow({ row, index, top, selected, tabStop, href, onFocus, onOpen, onRetry }: Props) {
  const { node, level, position, siblings, open, branch } = row
  const folder = node.kind !== 'file'
  const Icon = node.kind === 'model' ? ModelIcon : node.kind === 'file' ? File : open ? FolderOpen : Folder
  const failed = branch instanceof Error

  function onClick(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    if (failed) onRetry()
    else if (folder) onOpen(!(selected && open))
  }

  return (
    <Box
      component={Link}
      to={href}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={selected}
      {...(folder ? { 'aria-expanded': open } : {})}
      data-index={index}
      tabIndex={tabStop ? 0 : -1}
      title={node.name}
      onFocus={onFocus}
      onClick={onClick}
      // An inline style: a class for every possible position would fill the style sheet.
      style={{ top, paddingLeft: indentOf(level) }}
      sx={[rowStyle, selected && selectedStyle]}
    >
      <Box component="span" aria-hidden sx={{ display: 'flex', width: 16, flexShrink: 0 }} onClick={toggle}>
        {branch === 'loading' ? <CircularProgress size={12} /> : folder && <Chevron open={open} failed={failed} />}
      </Box>
      <Box
        component={Icon}
        size={15}
        aria-hidden
        sx={{ flexShrink: 0, color: node.kind === 'model' ? 'primary.main' : 'text.secondary' }}
      />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {node.name}
      </Box>
      {node.kind === 'model' && (
        <Box component="span" sx={mark}>
          {node.note && <code>{node.note} </code>}logged model
        </Box>
      )}
      {failed && (
        <Box component="span" sx={{ ...mark, color: 'error.main' }}>
          not loaded
        </Box>
      )}
      {Array.isArray(branch) && branch.length === 0 && (
        <Box component="span" sx={mark}>
          empty
        </Box>
      )}
    </Box>
  )

  /** The chevron expands and collapses without selecting. */
  function toggle(event: MouseEvent) {
    if (!folder || failed) return
    event.preventDefault()
    event.stopPropagation()
    onOpen(!open)
  }
}

/** Indent in pixels, smaller for deep levels, so that there is always room for the name. */
const indentOf = (level: number) => 4 + Math.min(level - 1, 7) * 16 + Math.max(level - 8, 0) * 4

function Chevron({ open, failed }: { open: boolean; failed: boolean }) {
  if (failed) return <RotateCw size={14} />
  return open ? <ChevronDown size={16} /> : <ChevronRight size={16} />
}

const rowStyle = {
  position: 'absolute',
  left: 0,
  right: 0,
  height: rowHeight,
  pr: 2,
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  typography: 'body2',
  color: 'text.primary',
  textDecoration: 'none',
  whiteSpace: 'nowrap',
  borderRadius: 1,
  ':hover': { bgcolor: 'action.hover' },
  ':focus-visible': { outlineOffset: -2 },
} as const
const selectedStyle = { bgcolor: 'action.selected', fontWeight: 500, ':hover': { bgcolor: 'action.selected' } } as const
const mark = { ml: 'auto', pl: 2, typography: 'caption', color: 'text.secondary' } as const
