import { ErrorNotice } from './ErrorNotice.tsx'
import type { Reading } from './reads.ts'

/** Says what a dialog could not read: nothing is sent without it. What it read earlier it uses, and says so. */
export function ReadNotice({ what, reading: { error, isRead, retry } }: { what: string; reading: Reading }) {
  if (!error) return null
  const title = isRead ? `${what} may be out of date` : `${what} could not be loaded`
  return <ErrorNotice title={title} error={error} onRetry={retry} />
}
