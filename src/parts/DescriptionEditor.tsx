import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { Suspense, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { TextChange } from '../api/writes/unchanged.ts'
import { Section } from '../ui/layout/Section.tsx'
import { type Write } from '../ui/forms/write.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'

// The parser of Markdown and the editor come when there is a text to show or to write.
const Markdown = onDemand(async () => (await import('../ui/text/Markdown.tsx')).Markdown)
const DescriptionForm = onDemand(async () => (await import('./DescriptionForm.tsx')).DescriptionForm)

type Props = {
  text: string | undefined
  /** Left out where it cannot be changed. */
  save: Write<TextChange> | undefined
  /** What could stand here, said while nothing does. */
  hint: string
  /** The most characters it may have, where that is known. */
  most?: number | undefined
  /** What an empty one may begin with. */
  outline?: string
}

/** A description in Markdown, edited in place. */
export function DescriptionEditor({ text = '', save, hint, most, outline }: Props) {
  const [isEditing, setEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const edit = () => {
    save?.reset()
    setEditing(true)
  }
  const close = () => {
    flushSync(() => setEditing(false)) // the button is no longer disabled before it gets the focus
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
          <DescriptionForm text={text} save={save} most={most} outline={outline} onClose={close} />
        ) : (
          <Shown key={text} text={text} hint={hint} />
        )}
      </Suspense>
    </Section>
  )
}

/** More than this is folded away at first. */
const isLong = (text: string) => text.length > 1500 || text.split('\n').length > 24

function Shown({ text, hint }: { text: string; hint: string }) {
  const [isWhole, setWhole] = useState(!isLong(text))
  if (text.trim() === '') return <Typography color="textSecondary">{hint}</Typography>
  return (
    <>
      <Box sx={isWhole ? null : folded}>
        <Markdown text={text} />
      </Box>
      {isLong(text) && (
        <Button variant="text" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)} sx={{ mt: 1, ml: -2 }}>
          {isWhole ? 'Show less' : 'Show all'}
        </Button>
      )}
    </>
  )
}

/** The text while what reads its Markdown is on the way. */
const unread = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '72ch', typography: 'body1' } as const

const folded = {
  maxHeight: 320,
  overflow: 'hidden',
  maskImage: 'linear-gradient(#000 calc(100% - 64px), transparent)',
} as const
