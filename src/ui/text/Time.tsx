import { useNow } from './clock.ts'
import { usePrinting } from '../print/printing.ts'
import { exactTime, isTime, relativeTime } from './time.ts'

type Props = {
  /** Milliseconds since the epoch; undefined is shown as “–”. */
  ms: number | undefined
  /** Short form for narrow places: “3h ago”. */
  short?: boolean
  /** Where the reader looks at another day than today: “1 month ago” would count from the wrong one. */
  isExact?: boolean
}

/** A relative time, on paper the exact one. On hover or focus, Hints shows the exact time, its zone and the epoch. */
export function Time({ ms, short = false, isExact = false }: Props) {
  const now = useNow()
  const isPrinting = usePrinting()
  if (ms === undefined || !isTime(ms)) return <span>{ms ?? '–'}</span>
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the exact time must be reachable by keyboard too
    <time dateTime={new Date(ms).toISOString()} data-ms={ms} tabIndex={0} className="one-line">
      {isPrinting || isExact ? exactTime(ms) : relativeTime(ms, now, short)}
    </time>
  )
}
