/**
 * The address in a version's `run_link`, to be opened from a page; undefined for anything that is no web address.
 * Whatever stands before the host may be a password, and is left out.
 */
export function runLinkUrl(link: string | undefined): string | undefined {
  const url = link ? URL.parse(link) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  url.username = ''
  url.password = ''
  return url.href
}
