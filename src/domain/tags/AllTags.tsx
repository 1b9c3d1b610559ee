import Box from '@mui/material/Box'
import Popover from '@mui/material/Popover'
import { CopyButton } from '../../ui/controls/CopyButton.tsx'
import type { Tag } from '#contract/values.ts'

type Props = { tags: readonly Tag[]; anchor: HTMLElement; onClose: () => void }

/** All tags of one thing, whole. */
export function AllTags({ tags, anchor, onClose }: Props) {
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': 'Tags', tabIndex: -1, sx: { maxWidth: 420, mt: 1, p: 4 } } }}
    >
      <Box component="dl" sx={list}>
        {tags.map(({ key, value }) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd dir="auto">
              {value || '–'} {value && <CopyButton text={value} what={key} />}
            </dd>
          </div>
        ))}
      </Box>
    </Popover>
  )
}

const list = {
  display: 'grid',
  gap: 2,
  m: 0,
  typography: 'body2',
  '& dt': { color: 'text.secondary', typography: 'caption', overflowWrap: 'anywhere' },
  '& dd': { m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
} as const
