import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import { useState } from 'react'
import { workspace, workspacePath, workspaceQueries } from '../api/caller/workspace.ts'

/** Shows the workspace and switches to another one; shows nothing if the server has no workspaces. */
export function WorkspaceMenu() {
  const current = workspace()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { data: names, error } = useQuery({ ...workspaceQueries.names(), enabled: anchor !== null })
  if (current === undefined) return null
  return (
    <>
      <Button
        color="inherit"
        aria-haspopup="menu"
        aria-label={`Workspace: ${current}`}
        startIcon={<Layers size={16} aria-hidden />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ flexShrink: 0, maxWidth: { xs: 120, md: 240 } }}
      >
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{current}</span>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {(names ?? []).map((name) => (
          <MenuItem key={name} component="a" href={workspacePath(name)} selected={name === current}>
            {name}
          </MenuItem>
        ))}
        {!names && <MenuItem disabled>{error ? error.message : 'Loading…'}</MenuItem>}
      </Menu>
    </>
  )
}
