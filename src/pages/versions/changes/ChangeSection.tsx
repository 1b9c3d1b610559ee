import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import type { Part } from '../../../domain/changes/part.ts'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { UnreadParts } from '../../../domain/changes/UnreadParts.tsx'

/** What every section is told. */
export type Shown = {
  /** Of the two versions, for headers. */
  names: readonly [before: string, after: string]
  onlyDifferences: boolean
}

type Props = {
  title: string
  actions?: ReactNode
  /** What it is read from; it waits for all of these. */
  parts: readonly Part<unknown>[]
  isEmpty: boolean
  /** Said where both versions have nothing. */
  none: string
  children: ReactNode
}

/** A section of the comparison: what could not be read, then the rest. */
export function ChangeSection({ title, actions, parts, isEmpty, none, children }: Props) {
  const isPending = parts.some(({ state }) => state === 'pending')
  const isKnown = parts.every(({ state }) => state === 'known')
  return (
    <Section title={title} actions={actions}>
      <UnreadParts parts={parts} />
      {isPending && <LoadingRows count={3} />}
      {!isPending && !isEmpty && children}
      {isKnown && isEmpty && (
        <Typography variant="body2" color="textSecondary">
          {none}
        </Typography>
      )}
    </Section>
  )
}
