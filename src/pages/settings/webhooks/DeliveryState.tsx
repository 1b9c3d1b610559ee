import Box from '@mui/material/Box'
import { Check, Clock, X } from 'lucide-react'
import type { Delivery } from '#contract/webhooks/schemas.ts'

const states = {
  delivered: { Icon: Check, text: 'Delivered', color: 'success.main' },
  failed: { Icon: X, text: 'Failed', color: 'error.main' },
  waiting: { Icon: Clock, text: 'Waiting', color: 'text.secondary' },
  testing: { Icon: Clock, text: 'Sending', color: 'text.secondary' },
} as const

/** Whether a delivery went through, with an icon, so that color is not needed to tell. */
export function DeliveryState({ delivery: { state } }: { delivery: Pick<Delivery, 'state'> }) {
  const { Icon, text, color } = states[state]
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, color, typography: 'body2' }}>
      <Icon size={14} aria-hidden />
      {text}
    </Box>
  )
}
