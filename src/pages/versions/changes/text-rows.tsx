import { withoutSecrets } from '../../../text/without-secrets.ts'
import type { Part } from '../../../domain/changes/part.ts'
import { isChanged, type ValueChange } from '../../../domain/changes/values.ts'
import { Missing } from './ChangeCells.tsx'
import type { ChangeRow } from './ChangeTable.tsx'

/** Texts of two versions as rows of a table; the parts are what they are read from. */
export function textRows(changes: readonly ValueChange[], [before, after]: readonly Part<unknown>[] = []): ChangeRow[] {
  return changes.map((change) => ({
    key: change.key,
    before: cell(change.before, before),
    after: cell(change.after, after),
    isLong: [change.before, change.after].some((text = '') => text.length > LONG || text.split('\n', 4).length > 3),
    isSame: !isChanged(change),
  }))
}

/** Longer values are cut at first. */
const LONG = 160

function cell(text: string | undefined, part: Part<unknown> | undefined) {
  if (text === undefined) return <Missing isKnown={part?.state !== 'unknown'} />
  return <bdi>{text === '' ? '(empty)' : withoutSecrets(text)}</bdi>
}
