import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '#contract/accounts/account-calls.ts'
import { accountQueries } from '../../../api/accounts.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { MenuButton } from '../../../ui/controls/MenuButton.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { AccountRow, AccountRows } from './AccountRow.tsx'
import { CreateAccountDialog } from './CreateAccountDialog.tsx'
import { ForAdmins } from './ForAdmins.tsx'
import { Groups } from './Groups.tsx'
import {
  ActivateDialog,
  DeactivateDialog,
  DeleteAccountDialog,
  LinkDialog,
  RoleDialog,
  TokensDialog,
} from './PersonDialogs.tsx'
import { roles } from './roles.ts'
import { SettingsNav } from './SettingsNav.tsx'

type Asked = { person: Person; about: keyof typeof dialogs }
const dialogs = {
  role: RoleDialog,
  link: LinkDialog,
  tokens: TokensDialog,
  deactivate: DeactivateDialog,
  activate: ActivateDialog,
  delete: DeleteAccountDialog,
}

/** All accounts, for admins. */
export const PeoplePage = () => (
  <ForAdmins title="People" what="manage accounts">
    <Accounts />
  </ForAdmins>
)

function Accounts() {
  const [creating, setCreating] = useState<Person['kind']>()
  const [asked, setAsked] = useState<Asked>()
  const Dialog = asked && dialogs[asked.about]
  return (
    <Page
      title="People"
      actions={
        !serverInfo.isProxied && (
          <Button variant="contained" onClick={() => setCreating('person')}>
            Invite person
          </Button>
        )
      }
    >
      <SettingsNav />
      <div className="sections">
        <People ask={setAsked} onCreateService={() => setCreating('service')} />
        <Groups />
      </div>
      {creating && <CreateAccountDialog kind={creating} onClose={() => setCreating(undefined)} />}
      {Dialog && <Dialog person={asked.person} onClose={() => setAsked(undefined)} />}
    </Page>
  )
}

type PeopleProps = { ask: (asked: Asked) => void; onCreateService: () => void }

function People({ ask, onCreateService }: PeopleProps) {
  const { data, error, refetch } = useQuery(accountQueries.people())
  if (error && !data)
    return <ErrorNotice title="The accounts could not be loaded" error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingRows count={8} />
  const services = data.filter(({ kind }) => kind === 'service')
  return (
    <div className="sections">
      <AccountRows label="People">
        {data
          .filter(({ kind }) => kind === 'person')
          .map((person) => (
            <PersonRow key={person.name} person={person} ask={ask} />
          ))}
      </AccountRows>
      <Section title="Service accounts" actions={<Button onClick={onCreateService}>Create service account</Button>}>
        {services.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            No service accounts yet. Create one for CI or another program, which then works with its tokens.
          </Typography>
        )}
        <AccountRows label="Service accounts">
          {services.map((person) => (
            <PersonRow key={person.name} person={person} ask={ask} />
          ))}
        </AccountRows>
      </Section>
    </div>
  )
}

function PersonRow({ person, ask }: { person: Person; ask: (asked: Asked) => void }) {
  const { name, kind, role, tokens, used, has_password, is_deactivated, is_external } = person
  const isService = kind === 'service'
  const menu = (
    <MenuButton label="Manage" about={name}>
      {(close) => {
        const item = (about: Asked['about'], text: string) => (
          <MenuItem
            key={about}
            onClick={() => {
              close()
              ask({ person, about })
            }}
          >
            {text}
          </MenuItem>
        )
        return [
          item('role', 'Change role'),
          ...(is_deactivated
            ? [item('activate', 'Activate account')]
            : [
                ...(isService
                  ? [item('tokens', 'Tokens')]
                  : is_external || serverInfo.isProxied
                    ? []
                    : [item('link', has_password ? 'Reset password' : 'New invitation link')]),
                item('deactivate', 'Deactivate account'),
              ]),
          item('delete', 'Delete account'),
        ]
      }}
    </MenuButton>
  )
  return (
    <AccountRow name={name} title={<bdi>{name}</bdi>} actions={menu}>
      {roles[role].name} · {tokens === 1 ? '1 token' : `${tokens} tokens`} ·{' '}
      {is_deactivated ? (
        'deactivated'
      ) : is_external ? (
        'signs in elsewhere'
      ) : used === null ? (
        has_password || isService ? (
          'never active'
        ) : (
          'invited, not joined yet'
        )
      ) : (
        <>
          last active <Time ms={used} />
        </>
      )}
    </AccountRow>
  )
}
