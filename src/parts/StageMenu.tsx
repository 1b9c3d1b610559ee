import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import ListItemText from '@mui/material/ListItemText'
import MenuItem from '@mui/material/MenuItem'
import MenuList from '@mui/material/MenuList'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { stages } from '#contract/stages.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { versionQueries } from '../api/versions.ts'
import { stageMeaning } from '../domain/stage-meaning.ts'
import { StageChip } from '../domain/StageChip.tsx'
import { versionList } from '../domain/version-list.ts'

const archiving = ['Production', 'Staging'] as const

type Props = {
  id: VersionId
  stage: Stage
  anchor: HTMLElement
  /** Omit it where requests are not kept. */
  onRequest?: ((to: Stage) => void) | undefined
  /**
   * `archived`: the versions to archive on the way; undefined to archive none. `noted`: add a note to the description.
   */
  onMove: (to: Stage, archived: string[] | undefined, noted: boolean) => void
  onClose: () => void
}

/**
 * The stages a version can move to, one click each. Other versions in Staging or Production are archived only if
 * ticked.
 */
export function StageMenu({ id, stage, anchor, onMove, onRequest, onClose }: Props) {
  const versions = useQuery(versionQueries.of(id.name))
  const [ticked, setTicked] = useState<ReadonlySet<Stage>>(new Set())
  const [isNoted, setNoted] = useState(false)
  const describe = useId()
  const others = (to: Stage) => othersIn(to, id, versions.data)
  const tick = (to: Stage, checked: boolean) => {
    const next = new Set(ticked)
    if (checked) next.add(to)
    else next.delete(to)
    setTicked(next)
  }
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': `Move version ${id.version}`, sx: { width: 336, mt: 1 } } }}
    >
      <MenuList autoFocusItem dense aria-label="Other stages">
        {stages
          .filter((to) => to !== stage)
          .map((to) => (
            <MenuItem
              key={to}
              aria-label={`Transition to ${to}`}
              aria-describedby={`${describe}-${to}`}
              onClick={() => onMove(to, ticked.has(to) ? others(to) : undefined, isNoted)}
            >
              <ListItemText
                disableTypography
                primary={
                  <>
                    Transition to <StageChip stage={to} />
                  </>
                }
                secondary={
                  <Typography
                    id={`${describe}-${to}`}
                    variant="caption"
                    color="textSecondary"
                    component="div"
                    sx={{ whiteSpace: 'normal' }}
                  >
                    {stageMeaning[to]}
                    {(to === 'Staging' || to === 'Production') && holders(others(to), versions.isPending)}
                  </Typography>
                }
              />
            </MenuItem>
          ))}
      </MenuList>
      <Box sx={{ px: 4, py: 2, borderTop: 1, borderColor: 'divider' }}>
        {archiving
          .filter((to) => to !== stage)
          .map((to) => (
            <Tick
              key={to}
              label={`Archive existing versions in ${to}`}
              checked={ticked.has(to)}
              onChange={(checked) => tick(to, checked)}
            />
          ))}
        <Tick label="Add a note to the description" checked={isNoted} onChange={setNoted} />
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1 }}>
          Stages are labels. Moving a version deploys nothing.
        </Typography>
      </Box>
      {onRequest && (
        <MenuList dense aria-label="Request a transition" sx={{ borderTop: 1, borderColor: 'divider' }}>
          {stages
            .filter((to) => to !== stage)
            .map((to) => (
              <MenuItem key={to} aria-label={`Request transition to ${to}`} onClick={() => onRequest(to)}>
                <span>
                  Request transition to <StageChip stage={to} />
                </span>
              </MenuItem>
            ))}
        </MenuList>
      )}
    </Popover>
  )
}

type TickProps = { label: string; checked: boolean; onChange: (checked: boolean) => void }

function Tick({ label, checked, onChange }: TickProps) {
  return (
    <FormControlLabel
      label={label}
      control={
        <Checkbox size="small" sx={{ py: 1 }} checked={checked} onChange={(event) => onChange(event.target.checked)} />
      }
      slotProps={{ typography: { variant: 'body2' } }}
      sx={{ display: 'flex', mr: 0 }}
    />
  )
}

const othersIn = (stage: Stage, { version }: VersionId, versions: readonly ModelVersion[] | undefined) =>
  (versions ?? []).filter((it) => it.current_stage === stage && it.version !== version).map((it) => it.version)

function holders(versions: string[], isPending: boolean): string {
  if (isPending) return ''
  return versions.length === 0 ? ' · currently empty' : ` · currently ${versionList(versions)}`
}
