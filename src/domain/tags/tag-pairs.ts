import { tagKeyProblem } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'

/** The tags of pasted lines `key=value`, or of two columns of a spreadsheet; a line that is no pair is a key without a value. */
export const pairsOf = (text: string): Tag[] =>
  text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { key = line, value = '' } = /^(?<key>[^=\t]*)[=\t](?<value>.*)$/.exec(line)?.groups ?? {}
      return { key: key.trim(), value: value.trim() }
    })

/** Whether text pasted into a key means pairs, not a part of the key. */
export const holdsPairs = (text: string): boolean => /[=\t\r\n]/.test(text.trim())

/** The pair pasted into the key of one tag. */
export function onePair(text: string): Tag | undefined {
  const [pair, ...more] = holdsPairs(text) ? pairsOf(text) : []
  return more.length === 0 ? pair : undefined
}

/** What is wrong with one of several new tags; a tag without key and value is ignored. */
export function pairProblem(tags: readonly Tag[], index: number): string | undefined {
  const { key: typed, value } = tags[index] ?? { key: '', value: '' }
  const key = typed.trim()
  if (key === '') return value === '' ? undefined : 'This value needs a key.'
  const problem = tagKeyProblem(key)
  if (problem) return problem
  if (tags.findIndex((other) => other.key.trim() === key) < index) return `“${key}” has a value above.`
  return value === '' ? `“${key}” needs a value.` : undefined
}

/** Why a new tag of one key and value looks like a mistake: “validated true” typed into the key. */
export const unpaired = ({ key, value }: Tag): string | undefined =>
  value === '' && /\s/.test(key.trim()) ? `“${key.trim()}” needs a value.` : undefined

/** The tags of those that were filled in, as they will be stored. */
export const filledPairs = (tags: readonly Tag[]): Tag[] =>
  tags.filter(({ key, value }) => key.trim() !== '' || value !== '').map((tag) => ({ ...tag, key: tag.key.trim() }))
