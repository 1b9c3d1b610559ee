import Box from '@mui/material/Box'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Group } from '#contract/accounts/account-calls.ts'
import { accountQueries, useAccountCall } from '../../../api/accounts.ts'
import { RemoveButton } from '../../../ui/forms/RemoveButton.tsx'
import { succeeded } from '../../../ui/forms/write.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'
import { CloseButton, useStayOpen, WriteDialog } from '../../../ui/forms/WriteDialog.tsx'
import { AccountRow, AccountRows } from './AccountRow.tsx'

/** Who is in a group, with buttons to add and remove accounts. */
export function MembersDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const id = useId()
  return (
    <WriteDialog onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id} sx={{ overflowWrap: 'anywhere' }}>
        Members of {group.name}
      </DialogTitle>
      <DialogContent>
        <Members group={group} />
        <AddForm group={group} />
      </DialogContent>
      <DialogActions>
        <CloseButton>Close</CloseButton>
      </DialogActions>
    </WriteDialog>
  )
}

function Members({ group }: { group: Group }) {
  const leave = useAccountCall('leaveGroup')
  useStayOpen(leave.isPending, leave.isError)
  return (
    <>
      {group.members.length === 0 && <Typography color="textSecondary">No members yet.</Typography>}
      <AccountRows label="Members">
        {group.members.map((account) => (
          <AccountRow
            key={account}
            name={account}
            title={<bdi>{account}</bdi>}
            actions={
              <RemoveButton
                label={`Remove ${account}`}
                pending={leave.isPending}
                onClick={() => leave.mutate({ group: group.name, account })}
              >
                Remove
              </RemoveButton>
            }
          >
            {undefined}
          </AccountRow>
        ))}
      </AccountRows>
      {leave.error && (
        <Box role="alert" sx={{ color: 'error.main' }}>
          {leave.error.message}
        </Box>
      )}
    </>
  )
}

function AddForm({ group: { name: group, members } }: { group: Group }) {
  const names = useId()
  const [account, setAccount] = useState('')
  const join = useAccountCall('joinGroup')
  useStayOpen(join.isPending, join.isError)
  const { data: people = [] } = useQuery(accountQueries.people())
  const send = async () => {
    if (account.trim() === '' || join.isPending) return
    if (await succeeded(join, { group, account: account.trim() })) setAccount('')
  }
  return (
    <form
      aria-label="Add a member"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack direction="row" spacing={3} sx={{ pt: 4, alignItems: 'start' }}>
        <TextField
          label="Account"
          fullWidth
          value={account}
          error={join.error !== null}
          helperText={join.error?.message}
          onChange={(event) => {
            if (join.error) join.reset()
            setAccount(event.target.value)
          }}
          slotProps={{
            htmlInput: { list: names, autoComplete: 'off', spellCheck: false, autoCapitalize: 'off' },
          }}
        />
        <datalist id={names}>
          {people
            .filter(({ name }) => !members.includes(name))
            .map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </datalist>
        <WriteButton type="submit" variant="contained" disabled={account.trim() === ''} pending={join.isPending}>
          Add
        </WriteButton>
      </Stack>
    </form>
  )
}
