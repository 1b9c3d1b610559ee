/** Resolves `path`, relative to `folder`, below the artifact root: `docs` and `../a%20b.png` → `a b.png`. */
export function relativePath(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of decoded(path.split(/[?#]/, 1)[0] ?? '').split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // not percent-encoded
  }
}
