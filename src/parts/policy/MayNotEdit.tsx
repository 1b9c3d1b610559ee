import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { hasAccounts } from '../../api/access/access.ts'
import { meQuery } from '../../api/caller/try-sign-in.ts'
import { AskOne } from '../AskOne.tsx'
import { WhomToAsk } from '../WhomToAsk.tsx'

/** Says who can change the rules of a model, or the default ones without a name. */
export function MayNotEdit({ name }: { name: string | undefined }) {
  const admins = useQuery(meQuery).data?.admins ?? []
  if (name !== undefined && hasAccounts)
    return (
      <Box sx={{ mb: 4 }}>
        <WhomToAsk thing={{ model: name }} needs="Changing these rules needs CAN_MANAGE on this model." />
      </Box>
    )
  return (
    <Typography variant="body2" color="textSecondary" sx={{ mb: 4 }}>
      Only {name === undefined ? 'administrators' : 'people who manage the model'} can change these rules.
      <AskOne of={admins} />
    </Typography>
  )
}
