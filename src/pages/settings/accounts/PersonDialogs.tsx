import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { AccountInput, Person } from '#contract/accounts/account-calls.ts'
import { accountQueries, useAccountCall } from '../../../api/accounts.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { answerOf, succeeded } from '../../../ui/forms/write.ts'
import { LinkShown } from './LinkShown.tsx'
import { RoleField } from './RoleField.tsx'
import { TokenList } from './TokenList.tsx'

type Props = { person: Person; onClose: () => void }

export function RoleDialog({ person, onClose }: Props) {
  const [role, setRole] = useState(person.role)
  const write = useAccountCall('setRole')
  const start = async () => {
    if (await succeeded(write, { name: person.name, role })) onClose()
  }
  return (
    <ConfirmDialog
      title={`Role of ${person.name}`}
      confirm="Change role"
      disabled={role === person.role}
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <Stack sx={{ pt: 2 }}>
        <RoleField value={role} onChange={setRole} autoFocus />
      </Stack>
    </ConfirmDialog>
  )
}

/** Creates a one-time link with which somebody chooses a password. */
export function LinkDialog({ person: { name, has_password }, onClose }: Props) {
  const [secret, setSecret] = useState<string>()
  const write = useAccountCall('createLink')
  const start = async () => {
    setSecret((await answerOf(write, { name }))?.secret)
  }
  const title = has_password ? `Reset the password of ${name}` : `New invitation for ${name}`
  if (secret !== undefined) return <LinkShown title={title} name={name} secret={secret} onClose={onClose} />
  return (
    <ConfirmDialog title={title} confirm="Create link" write={write} onConfirm={() => void start()} onClose={onClose}>
      {has_password
        ? 'The current password keeps working until the link is used. Using it ends all sessions; tokens keep working.'
        : 'The earlier invitation link stops working.'}
    </ConfirmDialog>
  )
}

/** With what an account comes in, here or through a proxy. */
function credentialsOf({ kind, is_external }: Person): string {
  if (kind === 'service') return 'Its tokens'
  if (serverInfo.isProxied) return is_external ? 'Its access through the proxy and its tokens' : 'Its tokens'
  return is_external ? 'Its sessions and tokens' : 'Its password, sessions and tokens'
}

export function DeactivateDialog({ person, onClose }: Props) {
  const { name } = person
  const write = useAccountCall('deactivatePerson')
  const start = async () => {
    if (await succeeded(write, { name })) onClose()
  }
  return (
    <ConfirmDialog
      title={`Deactivate the account ${name}?`}
      confirm="Deactivate account"
      destructive
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      {credentialsOf(person)} stop working at once. Its role, levels and groups stay for when you activate it again.
    </ConfirmDialog>
  )
}

/** Lets a deactivated account in again; a person with a password here gets a one-time link for a new one. */
export function ActivateDialog({ person: { name, kind, is_external }, onClose }: Props) {
  const [secret, setSecret] = useState<string>()
  const write = useAccountCall('activatePerson')
  const start = async () => {
    const answer = await answerOf(write, { name })
    if (answer?.secret !== undefined) setSecret(answer.secret)
    else if (answer) onClose()
  }
  const title = `Activate the account ${name}`
  if (secret !== undefined) return <LinkShown title={title} name={name} secret={secret} onClose={onClose} />
  return (
    <ConfirmDialog
      title={title}
      confirm="Activate account"
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      {is_external
        ? 'They can sign in again, as before.'
        : kind === 'person'
          ? serverInfo.isProxied
            ? 'The proxy signs nobody in to this account, and its tokens stay revoked.'
            : 'You get a link that lets them choose a new password.'
          : 'It has no tokens. Create new ones for it.'}
    </ConfirmDialog>
  )
}

export function DeleteAccountDialog({ person, onClose }: Props) {
  const { name } = person
  const write = useAccountCall('deletePerson')
  const start = async () => {
    if (await succeeded(write, { name })) onClose()
  }
  return (
    <ConfirmDialog
      title={`Delete the account ${name}?`}
      confirm="Delete account"
      destructive
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <Typography>
        {credentialsOf(person)} stop working at once. Models, runs and comments stay, under the same name. The name
        cannot be used again. This cannot be undone.
      </Typography>
    </ConfirmDialog>
  )
}

/** The tokens of a service account. */
export function TokensDialog({ person: { name, role }, onClose }: Props) {
  const id = useId()
  const { data, error, refetch } = useQuery(accountQueries.tokensOf(name))
  const create = useAccountCall('createServiceToken')
  const revoke = useAccountCall('revokeServiceToken')
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id} sx={{ overflowWrap: 'anywhere' }}>
        Tokens of {name}
      </DialogTitle>
      <DialogContent>
        {error && !data ? (
          <ErrorNotice title="The tokens could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <TokenList
            tokens={data}
            canImport={role === 'admin'}
            create={{
              ...create,
              mutateAsync: (token: AccountInput['createToken']) => create.mutateAsync({ ...token, account: name }),
            }}
            revoke={{ ...revoke, mutateAsync: ({ id: token }) => revoke.mutateAsync({ id: token, account: name }) }}
          />
        ) : (
          <LoadingRows count={3} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}
