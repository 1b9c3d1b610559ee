import CircularProgress from '@mui/material/CircularProgress'
import { Box as ModelIcon, ChevronDown, ChevronRight, File, Folder, FolderOpen, RotateCw } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Link } from 'react-router'
import type { Row } from './tree.ts'

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
    <Link
      className="tree-row"
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
    >
      <span className="fold" aria-hidden onClick={toggle}>
        {branch === 'loading' ? <CircularProgress size={12} /> : folder && <Chevron open={open} failed={failed} />}
      </span>
      <Icon size={15} aria-hidden className={node.kind} />
      <span>{node.name}</span>
      {node.kind === 'model' && <span className="mark">{node.note && <code>{node.note} </code>}logged model</span>}
      {failed && <span className="mark failed">not loaded</span>}
      {Array.isArray(branch) && branch.length === 0 && <span className="mark">empty</span>}
    </Link>
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
