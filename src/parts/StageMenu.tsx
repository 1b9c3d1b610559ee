import Box from '@mui/material/Box'
import ListItemText from '@mui/material/ListItemText'
import MenuItem from '@mui/material/MenuItem'
import MenuList from '@mui/material/MenuList'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { May } from '#contract/access/access.ts'
import { mayMove } from '#contract/access/may-move.ts'
import { wordsOf } from '#contract/policy/changes.ts'
import { type Rule, ruleFor } from '#contract/policy/rules.ts'
import { isActive, stages } from '#contract/stages.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { policyQueries } from '../api/policy.ts'
import { versionQueries } from '../api/versions.ts'
import { stageMeaning } from '../domain/stage-meaning.ts'
import { StageChip } from '../domain/StageChip.tsx'
import { versionList } from '../domain/version-list.ts'
import { needsToMove } from './access/needs-to-move.ts'
import { WhomToAsk } from './WhomToAsk.tsx'

type Props = {
  id: VersionId
  stage: Stage
  anchor: HTMLElement
  /** Omit it where requests are not kept. */
  onRequest?: ((to: Stage) => void) | undefined
  /** What the person may do themselves. */
  may: May
  onMove: (to: Stage) => void
  onClose: () => void
}

/** The stages that a version can move to, what each means, and what is there now. */
export function StageMenu({ id, stage, anchor, may, onMove, onRequest, onClose }: Props) {
  const versions = useQuery(versionQueries.of(id.name))
  const policy = useQuery(policyQueries.of(id.name))
  const describe = useId()
  const others = stages.filter((to) => to !== stage)
  const allowed = others.filter((to) => mayMove(may, stage, to))
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': `Move version ${id.version}`, sx: { width: 336, mt: 1 } } }}
    >
      {allowed.length < others.length && (
        <Box sx={{ px: 4, pt: 3, pb: 1 }}>
          <WhomToAsk thing={{ model: id.name }} needs={needsToMove(id.name, may)} />
        </Box>
      )}
      {allowed.length > 0 && (
        <MenuList autoFocusItem dense aria-label="Other stages">
          {allowed.map((to) => (
            <MenuItem
              key={to}
              aria-label={`Transition to ${to}`}
              aria-describedby={`${describe}-${to}`}
              onClick={() => onMove(to)}
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
                    {policyWords(ruleFor(policy.data?.in_force ?? [], to))}
                    {isActive(to) && versions.data && holders(othersIn(to, id, versions.data))}
                  </Typography>
                }
              />
            </MenuItem>
          ))}
        </MenuList>
      )}
      {onRequest && (
        <MenuList
          autoFocusItem={allowed.length === 0}
          dense
          aria-label="Request a transition"
          sx={{ borderTop: 1, borderColor: 'divider' }}
        >
          {others.map((to) => (
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

const othersIn = (stage: Stage, { version }: VersionId, versions: readonly ModelVersion[]) =>
  versions.filter((it) => it.current_stage === stage && it.version !== version).map((it) => it.version)

const policyWords = (rule: Rule | undefined): string => (rule ? ` · needs ${wordsOf(rule)}` : '')

const holders = (versions: string[]): string =>
  versions.length === 0 ? ' · currently empty' : ` · currently ${versionList(versions)}`
