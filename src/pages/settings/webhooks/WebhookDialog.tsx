import Box from '@mui/material/Box'
import FormHelperText from '@mui/material/FormHelperText'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useId, useState } from 'react'
import { MAX_WEBHOOK_DESCRIPTION, type Dialect } from '#contract/webhooks/events.ts'
import type { AnyWebhook } from '#contract/webhooks/schemas.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { useCreateWebhook, useUpdateWebhook, type WebhookForm } from '../../../api/webhooks/webhooks.ts'
import { Choice } from '../../../ui/forms/Choice.tsx'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { Tick } from '../../../ui/forms/Tick.tsx'
import { answerOf, succeeded } from '../../../ui/forms/write.ts'
import { problemsOf, refusalOf } from './check-form.ts'
import { eventName, formatNames, offeredEvents } from './event-names.ts'

const empty: WebhookForm = {
  dialect: 'workspace',
  name: '',
  description: '',
  url: '',
  events: ['MODEL_VERSION_TRANSITIONED_STAGE', 'TRANSITION_REQUEST_CREATED'],
  model: '',
  secret: '',
  authorization: '',
}

type CreateProps = {
  /** The model to start with; empty for all. */
  model: string
  /** Whether one for all models may be made. */
  isForAll: boolean
  /** Gets its id. */
  onDone: (id: string) => void
  onClose: () => void
}

/** Creates a webhook. */
export function CreateWebhookDialog({ model, isForAll, onDone, onClose }: CreateProps) {
  const write = useCreateWebhook()
  const start = async (form: WebhookForm) => {
    const id = await answerOf(write, form)
    if (id !== undefined) onDone(id)
  }
  return (
    <FormDialog
      title="New webhook"
      confirm="Create webhook"
      start={{ ...empty, model }}
      {...{ write, onClose, isForAll }}
      onSend={start}
      isNew
    />
  )
}

export function EditWebhookDialog({ webhook, onClose }: { webhook: AnyWebhook; onClose: () => void }) {
  const write = useUpdateWebhook(webhook.id)
  const { dialect, name = '', description = '', url, events, model_name: model = '' } = webhook
  const before = { dialect, name, description, url, events, model, secret: '', authorization: '' }
  const start = async (form: WebhookForm) => {
    if (await succeeded(write, form)) onClose()
  }
  const stored = { secret: webhook.has_secret, authorization: webhook.has_authorization }
  return (
    <FormDialog title="Edit webhook" confirm="Save" start={before} {...{ stored, write, onClose }} onSend={start} />
  )
}

type Props = {
  title: string
  confirm: string
  start: WebhookForm
  write: { isPending: boolean; error: Error | null; reset: () => void }
  onSend: (form: WebhookForm) => Promise<void>
  onClose: () => void
  /** Its format and model can still be chosen. */
  isNew?: boolean
  isForAll?: boolean
  /** What the server keeps of an earlier form and does not show. */
  stored?: { secret: boolean; authorization: boolean }
}

function FormDialog({ title, confirm, start, write, onSend, onClose, isNew = false, isForAll = true, stored }: Props) {
  const [form, setForm] = useState(start)
  const [wasSent, setSent] = useState(false)
  const change = (part: Partial<WebhookForm>) => {
    setForm({ ...form, ...part })
    write.reset()
  }
  const refused = refusalOf(write.error)
  const said = wasSent ? { ...problemsOf(form), ...refused } : {}
  const needsModel = isNew && !isForAll && form.dialect === 'workspace' && form.model.trim() === ''
  if (wasSent && needsModel) said.model = 'Enter a model that you manage. Only admins create webhooks for all models.'
  const send = () => {
    setSent(true)
    if (needsModel || Object.keys(problemsOf(form)).length > 0) return
    void onSend({ ...form, url: form.url.trim(), model: form.model.trim() })
  }
  const isRefusedElsewhere = write.error !== null && Object.keys(refused).length === 0
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      write={{ isPending: write.isPending, error: isRefusedElsewhere ? write.error : null }}
      onConfirm={send}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          label="URL"
          autoFocus
          fullWidth
          type="url"
          value={form.url}
          error={said.url !== undefined}
          helperText={said.url ?? 'Each event is sent there with POST.'}
          onChange={({ target }) => change({ url: target.value })}
          slotProps={plain}
        />
        {isNew && isForAll && serverInfo.backend === 'embedded' && (
          <Choice<Dialect>
            label="Format"
            value={form.dialect}
            options={Object.entries(formatNames)}
            onChoose={(dialect) =>
              change({ dialect, events: dialect === 'mlflow' ? ['model_version.created'] : empty.events })
            }
          />
        )}
        {form.dialect === 'mlflow' && (
          <TextField
            label="Name"
            fullWidth
            value={form.name}
            error={said.name !== undefined}
            helperText={said.name}
            onChange={({ target }) => change({ name: target.value })}
            slotProps={plain}
          />
        )}
        {isNew && form.dialect === 'workspace' && (
          <TextField
            label="Model"
            fullWidth
            value={form.model}
            error={said.model !== undefined}
            helperText={said.model ?? (isForAll ? 'Leave empty for all models.' : 'A model that you manage.')}
            onChange={({ target }) => change({ model: target.value })}
            slotProps={plain}
          />
        )}
        <Events form={form} problem={said.events} onChange={(events) => change({ events })} />
        <StoredField
          label="Secret"
          help="Signs each delivery, so that the receiver knows it is real."
          value={form.secret}
          isStored={stored?.secret ?? false}
          remove="Remove the secret: deliveries are sent unsigned"
          onChange={(secret) => change({ secret })}
        />
        {form.dialect === 'workspace' && (
          <StoredField
            label="Authorization header"
            help="Sent with each delivery, such as “Bearer …”."
            value={form.authorization}
            isStored={stored?.authorization ?? false}
            remove="Remove the Authorization header"
            onChange={(authorization) => change({ authorization })}
          />
        )}
        <TextField
          label="Description"
          fullWidth
          value={form.description}
          onChange={({ target }) => change({ description: target.value })}
          slotProps={{ htmlInput: { maxLength: MAX_WEBHOOK_DESCRIPTION } }}
        />
      </Stack>
    </ConfirmDialog>
  )
}

type StoredProps = {
  label: string
  help: string
  value: string | null
  isStored: boolean
  remove: string
  onChange: (value: string | null) => void
}

/** A text that is kept and not shown again. Empty keeps the one that is stored; null removes it. */
function StoredField({ label, help, value, isStored, remove, onChange }: StoredProps) {
  return (
    <Box>
      <TextField
        label={label}
        fullWidth
        value={value ?? ''}
        disabled={value === null}
        helperText={`${help} ${isStored ? 'Leave empty to keep the stored one.' : 'It is not shown again.'}`}
        onChange={({ target }) => onChange(target.value)}
        slotProps={{ htmlInput: { ...plain.htmlInput, maxLength: 1000 } }}
      />
      {isStored && (
        <Tick label={remove} isChecked={value === null} onChange={(isRemoved) => onChange(isRemoved ? null : '')} />
      )}
    </Box>
  )
}

const plain = { htmlInput: { autoComplete: 'off', spellCheck: false } }

type EventsProps = { form: WebhookForm; problem: string | undefined; onChange: (events: string[]) => void }

function Events({ form: { dialect, events }, problem, onChange }: EventsProps) {
  const id = useId()
  const offered = [...new Set([...offeredEvents[dialect], ...events])]
  return (
    <Box role="group" aria-labelledby={id} aria-describedby={`${id}-problem`}>
      <Typography id={id} variant="body2" sx={{ fontWeight: 500 }}>
        Events
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, columnGap: 4 }}>
        {offered.map((event) => (
          <Tick
            key={event}
            label={eventName(event)}
            isChecked={events.includes(event)}
            onChange={(isChecked) =>
              onChange(isChecked ? [...events, event] : events.filter((other) => other !== event))
            }
          />
        ))}
      </Box>
      <FormHelperText id={`${id}-problem`} error>
        {problem}
      </FormHelperText>
    </Box>
  )
}
