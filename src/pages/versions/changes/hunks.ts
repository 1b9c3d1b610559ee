import type { Content } from '../../../api/artifacts.ts'
import { type Hunk, structured, textDiff } from '../../../domain/changes/text-diff.ts'
import { isText, textOf } from '../../../previews/text-of.ts'

/** The changed lines of a file, undefined if there are too many; or why it cannot be compared. */
export function hunksOf(path: string, before: Content, after: Content): Hunk[] | string | undefined {
  const problem = problemOf(before, after)
  if (problem !== undefined) return problem
  const texts = [textOf(before), textOf(after)] as const
  const byStructure = textDiff(structured(path, texts[0]), structured(path, texts[1]))
  // Large numbers are rounded when they are read, so their texts are compared too.
  return byStructure?.length === 0 ? textDiff(...texts) : byStructure
}

function problemOf(before: Content, after: Content): string | undefined {
  if (!before.whole || !after.whole) return 'This file is too large to compare here. Download both to compare them.'
  return isText(before) && isText(after) ? undefined : 'This is a binary file: its contents are different.'
}
