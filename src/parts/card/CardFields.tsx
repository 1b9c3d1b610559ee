import Alert from '@mui/material/Alert'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { type Card, isEditable, readCard, writeCard } from '#contract/card/card.ts'
import { type CardKey, cardLabel, factKeys, sectionKeys } from '#contract/card/fields.ts'

type Props = { text: string; onChange: (text: string) => void }

const hints: Record<CardKey, string> = {
  purpose: 'What the model does, and which decisions it informs',
  limits: 'Where it must not be used, and what it gets wrong',
  data: 'What it was trained on: source, period, known gaps',
  fairness: 'Groups it works less well for, and how that was checked',
  owner: 'Who is responsible for it',
  contact: 'Where to ask questions and report problems',
  runbook: 'A link: what to do when it fails',
  latency: 'Such as 20 ms per request',
  size: 'Such as 120 MB in memory',
}

/** The model card in a description, field by field. What has no field stays as it is. */
export function CardFields({ text, onChange }: Props) {
  // As typed: the description keeps no spaces at the ends.
  const [card, setCard] = useState<Card>(() => readCard(text))
  if (!isEditable(text))
    return (
      <Alert severity="warning" variant="outlined">
        The form cannot change the front matter of this description: it is not valid YAML, or too long, or its values
        refer to each other. Edit it as Markdown.
      </Alert>
    )
  const set = (key: CardKey, value: string) => {
    setCard({ ...card, [key]: value })
    onChange(writeCard(text, { [key]: value }))
  }
  const field = (key: CardKey, isLong: boolean) => (
    <TextField
      key={key}
      label={cardLabel(key)}
      placeholder={hints[key]}
      value={card[key] ?? ''}
      onChange={(event) => set(key, event.target.value)}
      autoFocus={key === sectionKeys[0]}
      {...(isLong && { multiline: true, minRows: 2, maxRows: 10 })}
      slotProps={{ htmlInput: { dir: 'auto' }, inputLabel: { shrink: true } }}
    />
  )
  return (
    <Stack spacing={4}>
      {sectionKeys.map((key) => field(key, true))}
      {factKeys.map((key) => field(key, false))}
    </Stack>
  )
}
