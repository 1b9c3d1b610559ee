import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import type { Scope, Token } from '#contract/accounts/account-calls.ts'
import { Choice } from '../../../ui/forms/Choice.tsx'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { answerOf, succeeded, type Write } from '../../../ui/forms/write.ts'
import { useNow } from '../../../ui/text/clock.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { AccountRow, AccountRows } from './AccountRow.tsx'
import { SecretDialog } from './SecretDialog.tsx'

type NewToken = { name: string; scope: Scope; days: number }
type Creating = Write<NewToken, { secret: string }>
type Props = {
  tokens: readonly Token[]
  create: Creating
  revoke: Write<{ id: number }>
  /** Whether the account may have a token that keeps the names of others. */
  canImport: boolean
}

/** The tokens of an account that are not revoked, with buttons to create and revoke them. */
export function TokenList({ tokens, create, revoke, canImport }: Props) {
  const [isCreating, setCreating] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [leaving, setLeaving] = useState<Token>()
  const now = useNow()
  const shown = tokens.filter((token) => token.revoked === null)
  const start = async () => {
    if (leaving && (await succeeded(revoke, { id: leaving.id }))) setLeaving(undefined)
  }
  return (
    <>
      {shown.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          No tokens yet. Python, CI and other clients use a token in place of a password.
        </Typography>
      )}
      <AccountRows label="Tokens">
        {shown.map((token) => (
          <AccountRow
            key={token.id}
            name={token.name}
            title={<bdi>{token.name}</bdi>}
            actions={
              <Button
                variant="text"
                color="inherit"
                onClick={() => {
                  revoke.reset()
                  setLeaving(token)
                }}
              >
                Revoke
              </Button>
            }
          >
            {scopes[token.scope].name} · {token.expires < now ? 'expired' : 'expires'} <Time ms={token.expires} /> ·{' '}
            {token.used === null ? (
              'never used'
            ) : (
              <>
                last used <Time ms={token.used} />
              </>
            )}
          </AccountRow>
        ))}
      </AccountRows>
      <Button
        sx={{ mt: 3 }}
        onClick={() => {
          create.reset()
          setCreating(true)
        }}
      >
        Create token
      </Button>
      {isCreating && (
        <CreateDialog
          create={create}
          canImport={canImport}
          onClose={() => setCreating(false)}
          onCreated={(created) => {
            setCreating(false)
            setSecret(created)
          }}
        />
      )}
      {secret !== undefined && (
        <SecretDialog title="Token created" what="token" secret={secret} onClose={() => setSecret(undefined)}>
          Copy this token now: it is not shown again. Set it as MLFLOW_TRACKING_TOKEN.
        </SecretDialog>
      )}
      {leaving && (
        <ConfirmDialog
          title={`Revoke token “${leaving.name}”?`}
          confirm="Revoke token"
          destructive
          write={revoke}
          onConfirm={() => void start()}
          onClose={() => setLeaving(undefined)}
        >
          Clients that use it are refused at once. This cannot be undone.
        </ConfirmDialog>
      )}
    </>
  )
}

const scopes: Record<Scope, { name: string; what: string }> = {
  read: { name: 'Read', what: 'Reads what the account can read' },
  log: { name: 'Log', what: 'Also writes experiments, runs, artifacts and logged models' },
  all: { name: 'Full access', what: 'Does everything in the registry that the account can do' },
  import: { name: 'Import', what: 'Writes everything in the registry, under the names that it sends' },
}
const lifetimes = { 7: '7 days', 30: '30 days', 90: '90 days', 365: '1 year' } as const

type CreateProps = { create: Creating; canImport: boolean; onClose: () => void; onCreated: (secret: string) => void }

function CreateDialog({ create, canImport, onClose, onCreated }: CreateProps) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('log')
  const [days, setDays] = useState('90')
  const start = async () => {
    const created = await answerOf(create, { name: name.trim(), scope, days: Number(days) })
    if (created) onCreated(created.secret)
  }
  return (
    <ConfirmDialog
      title="Create token"
      confirm="Create token"
      disabled={name.trim() === ''}
      write={create}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          label="Name"
          autoFocus
          fullWidth
          value={name}
          onChange={(event) => setName(event.target.value)}
          helperText="Where it is used, such as “laptop” or “nightly build”."
          slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
        />
        <Choice
          label="Scope"
          fullWidth
          value={scope}
          options={Object.entries(scopes)
            .filter(([value]) => canImport || value !== 'import')
            .map(([value, { name: shown }]) => [value, shown])}
          onChoose={setScope}
          helperText={scopes[scope].what}
        />
        <Choice label="Expires after" fullWidth value={days} options={Object.entries(lifetimes)} onChoose={setDays} />
      </Stack>
    </ConfirmDialog>
  )
}
