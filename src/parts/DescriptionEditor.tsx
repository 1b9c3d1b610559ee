import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { Suspense, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { TextChange } from '../api/writes/unchanged.ts'
import { Section } from '../ui/layout/Section.tsx'
import { MarkdownText } from '../ui/markdown/MarkdownText.tsx'
import type { Write } from '../ui/forms/write.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import { usePrinting } from '../ui/print/printing.ts'

const DescriptionForm = onDemand(async () => (await import('./DescriptionForm.tsx')).DescriptionForm, { inPlace: true })

type Props = {
  text: string | undefined
  /** Omit it for a read-only description. */
  save: Write<TextChange> | undefined
  /** Shown while there is no description. */
  hint: string
  /** The maximum length, if known. */
  most?: number | undefined
  /** It is a model card, which has a form. */
  isCard?: boolean
}

/** A Markdown description with inline editing. */
export function DescriptionEditor({ text = '', save, hint, most, isCard = false }: Props) {
  const [isEditing, setEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const edit = () => {
    save?.reset()
    setEditing(true)
  }
  const close = () => {
    flushSync(() => setEditing(false)) // enable the button before focusing it
    editButton.current?.focus()
  }
  const button = save && (
    <Button ref={editButton} variant="text" onClick={edit} disabled={isEditing} aria-label="Edit description">
      Edit
    </Button>
  )
  return (
    <Section title="Description" actions={button}>
      <Suspense fallback={<Box sx={[unread, isLong(text) && folded]}>{text}</Box>}>
        {isEditing && save ? (
          <DescriptionForm text={text} save={save} most={most} isCard={isCard} onClose={close} />
        ) : (
          <Shown key={text} text={text} hint={save ? hint : 'No description.'} />
        )}
      </Suspense>
    </Section>
  )
}

/** Longer descriptions are collapsed at first. */
const isLong = (text: string) => text.length > 1500 || text.split('\n').length > 24

function Shown({ text, hint }: { text: string; hint: string }) {
  const isPrinting = usePrinting()
  const [isWhole, setWhole] = useState(!isLong(text))
  if (text.trim() === '') return <Typography color="textSecondary">{hint}</Typography>
  return (
    <>
      <Box sx={isWhole || isPrinting ? null : folded}>
        <MarkdownText text={text} />
      </Box>
      {isLong(text) && (
        <Button variant="text" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)} sx={{ mt: 1, ml: -2 }}>
          {isWhole ? 'Show less' : 'Show all'}
        </Button>
      )}
    </>
  )
}

/** The plain text while the Markdown parser loads. */
const unread = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '72ch', typography: 'body1' } as const

const folded = {
  maxHeight: 320,
  overflow: 'hidden',
  maskImage: 'linear-gradient(#000 calc(100% - 64px), transparent)',
} as const
