import type { Tag } from '#contract/values.ts'

// Typed aliases and tags are stored without the spaces around them, and shown so beforehand.

/** The alias that was typed: people write it with its @, too. */
export const typedAlias = (text: string): string => text.trim().replace(/^@/, '')

export const storedAlias = (text: string): string | undefined =>
  typedAlias(text) === text ? undefined : `Saved as @${typedAlias(text)}.`

/** The tags of lines `key = value`, without the spaces around both; a line without `=` is a key without a value. */
export function tagsOf(text: string): Tag[] {
  return linesOf(text).map((line) => {
    const [key = '', ...value] = line.split('=')
    return { key: key.trim(), value: value.join('=').trim() }
  })
}

/** Says how lines of tags will be stored, if one of them differs from what was typed. */
export function storedTags(text: string): string | undefined {
  const written = tagsOf(text).map(({ key, value }) => `${key}=${value}`)
  const typed = linesOf(text).map((line) => (line.includes('=') ? line : `${line}=`))
  return written.join('\n') === typed.join('\n') ? undefined : `Saved as\n${written.join('\n')}`
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')
