import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useNavigate } from 'react-router'
import { useTree } from '../../ui/controls/use-tree.ts'
import { rowHeight, rowsOf } from './tree.ts'
import { TreeRow } from './TreeRow.tsx'
import type { ArtifactFolders as Folders } from './use-artifact-tree.ts'

type Props = { tree: Folders; selected: string; hrefOf: (path: string) => string; filter: string }

/** The file tree. */
export function ArtifactTree({ tree, selected, hrefOf, filter }: Props) {
  const rows = rowsOf(tree.branches, tree.isOpen, filter)
  const navigate = useNavigate()
  const { scroller, virtualizer, tabStop, onKeyDown, setActive } = useTree({
    items: rows.map(({ node, level, open }) => ({
      key: node.path,
      name: node.name,
      level,
      open: node.kind === 'file' ? undefined : open,
    })),
    rowHeight,
    selected,
    onOpen: (index, open) => tree.setOpen(rows[index]?.node.path ?? '', open),
    onChoose: (index) => void navigate(hrefOf(rows[index]?.node.path ?? '')),
  })
  return (
    <Box ref={scroller} sx={{ overflow: 'auto', flex: 1, minHeight: 0 }}>
      {filter && rows.length === 0 && (
        <Typography variant="body2" color="textSecondary" role="status" sx={{ px: 3, py: 2, overflowWrap: 'anywhere' }}>
          No names in the open folders match “{filter}”.
        </Typography>
      )}
      <Box
        role="tree"
        aria-label="Artifacts"
        onKeyDown={onKeyDown}
        sx={{ position: 'relative', height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <TreeRow
                key={row.node.path}
                row={row}
                index={index}
                top={start}
                selected={row.node.path === selected}
                tabStop={index === tabStop}
                href={hrefOf(row.node.path)}
                onFocus={() => setActive(row.node.path)}
                onOpen={(open) => tree.setOpen(row.node.path, open)}
                onRetry={() => tree.retry(row.node.path)}
              />
            )
          )
        })}
      </Box>
    </Box>
  )
}
