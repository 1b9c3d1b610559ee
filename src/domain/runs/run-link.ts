/**
 * The URL in a version's `run_link`, to open from a page; undefined if it is not a web URL. User info before the host
 * is removed, because it may be a password.
 */
export function runLinkUrl(link: string | undefined): string | undefined {
  const url = link ? URL.parse(link) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  url.username = ''
  url.password = ''
  return url.href
}
