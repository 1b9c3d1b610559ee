import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ThingId } from '#contract/access/access.ts'
import { accessQueries } from '../api/access/access.ts'
import { AskOne } from './AskOne.tsx'

/** Says which level something needs, and who can give it. `needs` is a sentence. */
export function WhomToAsk({ thing, needs }: { thing: ThingId; needs: string }) {
  const givers = useQuery(accessQueries.of(thing)).data?.givers ?? []
  return (
    <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
      {needs}
      <AskOne of={givers} />
    </Typography>
  )
}
