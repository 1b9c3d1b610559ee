/** “version 3”, “versions 3, 2”; of many, the first ones and how many more. */
export function versionList(versions: readonly string[]): string {
  const more = versions.length - 6
  const shown = more > 0 ? `${versions.slice(0, 6).join(', ')} and ${more} more` : versions.join(', ')
  return `version${versions.length === 1 ? '' : 's'} ${shown}`
}
