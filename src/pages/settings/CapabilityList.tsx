import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Check, Minus } from 'lucide-react'
import type { Capabilities } from '#contract/server-info.ts'
import { serverInfo } from '../../api/server-info.ts'
import { told } from './capabilities.ts'

/** Lists what the server can do, and what missing capabilities mean. */
export function CapabilityList() {
  return (
    <Box component="ul" aria-label="Capabilities" sx={list}>
      {(Object.keys(told) as (keyof Capabilities)[]).map((key) => {
        const { name, has, lacks } = told[key]
        const there = serverInfo.capabilities[key]
        const Icon = there ? Check : Minus
        return (
          <Box component="li" key={key} aria-label={`${name}: ${there ? 'yes' : 'no'}`}>
            <Box sx={{ color: there ? 'success.main' : 'text.secondary', pt: 0.5 }}>
              <Icon size={16} aria-hidden />
            </Box>
            <div>
              <Typography variant="body2" component="span" sx={{ fontWeight: 500 }}>
                {name}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {there ? has : lacks}
              </Typography>
            </div>
          </Box>
        )
      })}
    </Box>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': { display: 'flex', gap: 3, py: 2 },
  '& > li + li': { borderTop: 1, borderColor: 'divider' },
} as const
