import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sharedQueries, useCreateSharedLink, useEndSharedLink } from '../../api/access/shared-links.ts'
import { baseUrl } from '../../base-url.ts'
import { CopyButton } from '../../ui/controls/CopyButton.tsx'
import { Choice } from '../../ui/forms/Choice.tsx'
import { RemoveButton } from '../../ui/forms/RemoveButton.tsx'
import { answerOf } from '../../ui/forms/write.ts'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { useStayOpen } from '../../ui/forms/WriteDialog.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { Time } from '../../ui/text/Time.tsx'
import { exactTime } from '../../ui/text/time.ts'
import { listRow } from './list-row.ts'

const lifetimes = { 7: '7 days', 30: '30 days', 90: '90 days' } as const

/** The view-only links to a model, for people without an account; its managers create and end them. */
export function SharedLinks({ model }: { model: string }) {
  const [days, setDays] = useState('30')
  const [secret, setSecret] = useState<string>()
  const links = useQuery(sharedQueries.links(model))
  const create = useCreateSharedLink(model)
  const end = useEndSharedLink(model)
  const error = links.error ?? create.error ?? end.error
  useStayOpen(create.isPending || end.isPending, create.isSuccess || error !== null) // a new link is shown only here
  const start = async () => {
    const created = await answerOf(create, Number(days))
    if (created) setSecret(created.secret) // else a link shown before stays to be copied
  }
  return (
    <Box sx={{ mt: 6 }}>
      <Section title="View-only links">
        <Typography variant="body2" color="textSecondary" sx={{ mb: 3 }}>
          Anyone with the link sees the description, versions and stages of this model, without an account. Files and
          other models stay hidden.
        </Typography>
        <Box component="ul" aria-label="View-only links" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {links.data?.map(({ id, created_by, expires, opens }) => (
            <Box component="li" key={id} sx={listRow}>
              <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
                By <bdi>{created_by}</bdi>, expires <Time ms={expires} />
                {!opens && '. It does not open now: its creator’s account is inactive or cannot read this model.'}
              </Typography>
              <RemoveButton
                label={`End link by ${created_by}, expires ${exactTime(expires)}`}
                pending={end.isPending}
                onClick={() => end.mutate(id)}
              >
                End
              </RemoveButton>
            </Box>
          ))}
        </Box>
        {secret !== undefined && (
          <Stack direction="row" spacing={2} sx={{ alignItems: 'center', my: 3 }}>
            <TextField
              label="Link"
              value={`${baseUrl}shared#${secret}`}
              fullWidth
              helperText="Copy it now: it is not shown again."
              onFocus={(event) => event.target.select()}
              slotProps={{ htmlInput: { readOnly: true, spellCheck: false } }}
            />
            <CopyButton text={`${baseUrl}shared#${secret}`} what="link" />
          </Stack>
        )}
        {error && (
          <Box role="alert" sx={{ color: 'error.main', my: 2 }}>
            {error.message}
          </Box>
        )}
        <Stack direction="row" spacing={3} sx={{ alignItems: 'center', pt: 2 }}>
          <Choice label="Expires after" value={days} options={Object.entries(lifetimes)} onChoose={setDays} />
          <WriteButton pending={create.isPending} onClick={() => void start()}>
            Create link
          </WriteButton>
        </Stack>
      </Section>
    </Box>
  )
}
