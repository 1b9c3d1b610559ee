const MAX_LISTED = 6

/** “version 3”, “versions 2 and 3”; beyond six, how many more. */
export function versionList(versions: readonly string[]): string {
  const sorted = versions.toSorted((a, b) => Number(a) - Number(b))
  const more = sorted.length - MAX_LISTED
  const listed = more > 0 ? [...sorted.slice(0, MAX_LISTED), `${more} more`] : sorted
  return `version${versions.length === 1 ? '' : 's'} ${new Intl.ListFormat('en-GB').format(listed)}`
}
