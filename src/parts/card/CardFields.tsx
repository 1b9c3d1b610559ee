import Alert from '@mui/material/Alert'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import {
  type Card,
  type CardKey,
  cardFacts,
  type CardFact,
  cardSections,
  type CardSection,
  isEditable,
  readCard,
  writeCard,
} from '../../domain/card/card.ts'

type Props = { text: string; onChange: (text: string) => void }

const sections = Object.keys(cardSections) as CardSection[]
const facts = Object.keys(cardFacts) as CardFact[]

/** The model card in a description, field by field. What has no field stays as it is. */
export function CardFields({ text, onChange }: Props) {
  // As typed: the description keeps no spaces at the ends.
  const [card, setCard] = useState<Card>(() => readCard(text))
  if (!isEditable(text))
    return (
      <Alert severity="warning" variant="outlined">
        The front matter of this description is not valid YAML. Edit it as Markdown.
      </Alert>
    )
  const set = (key: CardKey, value: string) => {
    setCard({ ...card, [key]: value })
    onChange(writeCard(text, { [key]: value }))
  }
  const field = (key: CardKey, label: string, hint: string, isLong: boolean) => (
    <TextField
      key={key}
      label={label}
      placeholder={hint}
      value={card[key] ?? ''}
      onChange={(event) => set(key, event.target.value)}
      autoFocus={key === sections[0]}
      {...(isLong && { multiline: true, minRows: 2, maxRows: 10 })}
      slotProps={{ htmlInput: { dir: 'auto' }, inputLabel: { shrink: true } }}
    />
  )
  return (
    <Stack spacing={4}>
      {sections.map((key) => field(key, cardSections[key].titles[0], cardSections[key].hint, true))}
      {facts.map((key) => field(key, cardFacts[key].label, cardFacts[key].hint, false))}
    </Stack>
  )
}
