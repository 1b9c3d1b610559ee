import { type MouseEvent, useState } from 'react'
import { Link as RouterLink, type To } from 'react-router'
import type { Tag } from '#contract/values.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { fits } from '../../ui/text/fits.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { usePrinting } from '../../ui/print/printing.ts'
import { Pill } from '../../ui/text/Pill.tsx'

const AllTags = onDemand(async () => (await import('./AllTags.tsx')).AllTags)

type Props = {
  tags: readonly Tag[]
  /** Where the first tag leads: a search for what else has it. */
  to?: To
}

/** The pixels that a tag has in every table, beside the button. */
const ROOM = 72

/** The first tag, and a button that lists all of them whole; on paper all of them. */
export function TagCell({ tags: stored, to }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const tags = stored.map(({ key, value }) => ({ key, value: withoutSecrets(value) }))
  const [first, ...rest] = tags
  const isPrinting = usePrinting()
  if (!first) return <span>–</span>
  if (isPrinting) return <span>{tags.map(({ key, value }) => `${key}: ${value}`).join(', ')}</span>
  const isCut = !fits(`${first.key} ${first.value}`, ROOM)
  const pill = (
    <Pill title={`${first.key}: ${first.value}`}>
      <span className="key">{first.key}</span> {first.value}
    </Pill>
  )
  const open = (event: MouseEvent<HTMLElement>) => setAnchor(event.currentTarget)
  return (
    <span className="tags">
      {to ? (
        <RouterLink to={to} title="Show only models with this tag">
          {pill}
        </RouterLink>
      ) : (
        pill
      )}
      {(rest.length > 0 || isCut) && (
        <button
          type="button"
          aria-label={rest.length > 0 ? `+${rest.length} more tags` : `Show tag ${first.key}`}
          aria-haspopup="dialog"
          onClick={open}
        >
          {rest.length > 0 ? `+${rest.length}` : '…'}
        </button>
      )}
      {anchor && <AllTags tags={tags} anchor={anchor} onClose={() => setAnchor(undefined)} />}
    </span>
  )
}
