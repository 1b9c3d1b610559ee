import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Group } from '#contract/accounts/account-calls.ts'
import { accountQueries, useAccountCall } from '../../../api/accounts.ts'
import { MenuButton } from '../../../ui/controls/MenuButton.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { succeeded } from '../../../ui/forms/write.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { AccountRow, AccountRows } from './AccountRow.tsx'
import { MembersDialog } from './MembersDialog.tsx'

type Asked = 'create' | { group: string; about: 'members' | 'delete' }

/** The groups of accounts, which hold levels on models and experiments together. */
export function Groups() {
  const [asked, setAsked] = useState<Asked>()
  const { data, error, refetch } = useQuery(accountQueries.groups())
  const close = () => setAsked(undefined)
  const group = typeof asked === 'object' ? data?.find(({ name }) => name === asked.group) : undefined
  return (
    <Section title="Groups" actions={<Button onClick={() => setAsked('create')}>Create group</Button>}>
      {error && !data && (
        <ErrorNotice title="The groups could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !data && <LoadingRows count={2} />}
      {data?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          No groups yet. A level that a group has on a model or an experiment applies to all its members.
        </Typography>
      )}
      <AccountRows label="Groups">
        {data?.map((each) => (
          <GroupRow key={each.name} group={each} ask={(about) => setAsked({ group: each.name, about })} />
        ))}
      </AccountRows>
      {asked === 'create' && <CreateGroupDialog onClose={close} />}
      {group && typeof asked === 'object' && asked.about === 'members' && (
        <MembersDialog group={group} onClose={close} />
      )}
      {group && typeof asked === 'object' && asked.about === 'delete' && (
        <DeleteGroupDialog group={group} onClose={close} />
      )}
    </Section>
  )
}

function GroupRow({ group: { name, members }, ask }: { group: Group; ask: (about: 'members' | 'delete') => void }) {
  const menu = (
    <MenuButton label="Manage" about={name}>
      {(close) =>
        (['members', 'delete'] as const).map((about) => (
          <MenuItem
            key={about}
            onClick={() => {
              close()
              ask(about)
            }}
          >
            {about === 'members' ? 'Members' : 'Delete group'}
          </MenuItem>
        ))
      }
    </MenuButton>
  )
  return (
    <AccountRow name={name} title={<bdi>{name}</bdi>} actions={menu}>
      {members.length === 0 ? 'No members' : members.join(', ')}
    </AccountRow>
  )
}

function CreateGroupDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const write = useAccountCall('createGroup')
  const start = async () => {
    if (await succeeded(write, { name: name.trim() })) onClose()
  }
  return (
    <ConfirmDialog
      title="Create group"
      confirm="Create group"
      disabled={name.trim() === ''}
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        autoFocus
        fullWidth
        sx={{ mt: 2 }}
        value={name}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off', spellCheck: false } }}
      />
    </ConfirmDialog>
  )
}

function DeleteGroupDialog({ group: { name }, onClose }: { group: Group; onClose: () => void }) {
  const write = useAccountCall('deleteGroup')
  const start = async () => {
    if (await succeeded(write, { name })) onClose()
  }
  return (
    <ConfirmDialog
      title={`Delete the group ${name}?`}
      confirm="Delete group"
      destructive
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      Its members lose the levels that they have through it. Their accounts stay.
    </ConfirmDialog>
  )
}
