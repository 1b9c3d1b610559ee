import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import Alert from '@mui/material/Alert'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { LinkInfo } from '#contract/accounts/links.ts'
import { ApiError } from '#contract/errors.ts'
import { baseUrl } from '../../base-url.ts'
import { acceptLink, linkQuery } from '../../api/caller/links.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { NewPasswordField } from '../../ui/forms/NewPasswordField.tsx'
import { useStarting } from '../../ui/forms/use-starting.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { Page } from '../../ui/layout/Page.tsx'

/** Where one-time links lead: to create the first administrator, join, or choose a new password. */
export function WelcomePage() {
  const [link] = useState(() => window.location.hash.slice(1))
  const info = useQuery(linkQuery(link))
  return (
    <Box component="main" sx={{ maxWidth: 460, mx: 'auto', pt: { xs: 4, md: 20 } }}>
      <Typography color="textSecondary" sx={{ px: { xs: 4, md: 8 }, fontWeight: 600 }}>
        Modelshelf
      </Typography>
      <Page title={info.data ? titles[info.data.kind] : 'Welcome'}>
        {info.isPending && <LoadingRows count={3} />}
        {info.isError && (
          <ErrorNotice
            title="This link cannot be used"
            error={info.error}
            {...(!isOver(info.error) && { onRetry: () => void info.refetch() })}
          />
        )}
        {info.data && <Account link={link} info={info.data} />}
      </Page>
    </Box>
  )
}

/** The server knows no such link, and never will. */
const isOver = (error: Error) => error instanceof ApiError && error.status === 404

const titles = {
  'first-admin': 'Create the first administrator',
  invitation: 'Join Modelshelf',
  password: 'Choose a new password',
} as const

const confirms = {
  'first-admin': 'Create administrator',
  invitation: 'Join',
  password: 'Change password',
} as const

function Account({ link, info }: { link: string; info: LinkInfo }) {
  const isFirst = info.kind === 'first-admin'
  const [name, setName] = useState(isFirst ? '' : info.name)
  const [password, setPassword] = useState('')
  const write = useMutation({ mutationFn: acceptLink, meta: { errorShown: 'inline' } })
  const { start } = useStarting()
  const isEmpty = name.trim() === '' || password === ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || write.isPending || !start()) return
    // Load the app again, which is signed in then.
    if (await succeeded(write, { link, name: name.trim(), password })) window.location.replace(baseUrl)
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack spacing={4}>
        <Typography color="textSecondary">{texts[info.kind]}</Typography>
        <TextField
          label="User name"
          fullWidth
          autoFocus={isFirst}
          value={name}
          onChange={(event) => setName(event.target.value)}
          helperText={isFirst ? 'Others see this name. It cannot be changed later.' : undefined}
          slotProps={{
            htmlInput: { autoComplete: 'username', spellCheck: false, autoCapitalize: 'off', readOnly: !isFirst },
          }}
        />
        <NewPasswordField label="Password" value={password} onChange={setPassword} autoFocus={!isFirst} />
        {write.error && (
          <Alert severity="error" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
            {write.error.message}
          </Alert>
        )}
        <div>
          <WriteButton type="submit" variant="contained" disabled={isEmpty} pending={write.isPending}>
            {confirms[info.kind]}
          </WriteButton>
        </div>
      </Stack>
    </form>
  )
}

const texts = {
  'first-admin': 'Administrators can do everything, including inviting others. You will then be signed in.',
  invitation: 'Choose a password for your account. You will then be signed in.',
  password: 'You are signed out everywhere else. Your tokens keep working.',
} as const
