import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { listed } from '#contract/policy/missing.ts'
import { isMetButForApprovals, policyQueries, type WantedMove } from '../../api/policy.ts'

/** What the policy still misses for a requested move, in a line; nothing while it is unknown. */
export function PolicyStatus({ move }: { move: WantedMove }) {
  const { data: check, error } = useQuery(policyQueries.check(move))
  if (error) return <Box component="span">Could not be checked</Box>
  if (!check) return null
  const isReady = isMetButForApprovals(check)
  const texts = [...new Set(check.missing.map(({ text }) => text))]
  if (texts.length === 0) return <Box component="span">Nothing missing</Box>
  return (
    <Box component="span" title={`Needs ${listed(texts)}`} sx={isReady ? undefined : { color: 'warning.main' }}>
      Needs {listed(texts)}
    </Box>
  )
}
