/** One line of a requirements file, as pip reads it (PEP 508). */
export type Requirement = {
  /** Normalised: `Scikit_Learn` is `scikit-learn`. */
  name: string
  /** Sorted and normalised. */
  extras: string[]
  /** Such as `>=1.2,<2`; `''` for any version. */
  specifier: string
  /** A place to install from instead of a version. */
  url?: string
  /** When it counts: `python_version < "3.11"`. */
  marker?: string
}

/** Reads one line; undefined if it names no package, as an option of pip does. */
export function requirementOf(line: string): Requirement | undefined {
  const text = line.replace(/\s--(?:hash|config-settings|global-option)\b.*$/, '').trim()
  if (text === '' || text.startsWith('-')) return undefined
  return bareUrl(text) ?? named(text)
}

/** The one version that is accepted, if it is only one. */
export const pinOf = ({ specifier, url }: Requirement): string | undefined =>
  url === undefined ? /^={2,3}([^*,]+)$/.exec(specifier)?.[1] : undefined

const names = /^([a-z0-9](?:[\w.-]*[a-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/is

function named(text: string): Requirement | undefined {
  const [, name, extras = '', rest = ''] = names.exec(text) ?? []
  if (name === undefined) return undefined
  const common = { name: normalName(name), extras: namesIn(extras) }
  if (rest.startsWith('@')) {
    // In a URL, only a semicolon after a space begins a marker.
    const [, url = '', marker] = /^@\s*(\S+)(?:\s+;\s*(.*))?$/s.exec(rest) ?? []
    return url === '' ? undefined : { ...common, specifier: '', url, ...markerOf(marker) }
  }
  const [, versions = '', marker] = /^([^;]*)(?:;(.*))?$/s.exec(rest) ?? []
  const bare = versions.trim().replace(/^\((.*)\)$/s, '$1')
  const clauses = bare
    .split(',')
    .map((clause) => clause.replaceAll(/\s/g, ''))
    .filter(Boolean)
  if (!clauses.every((clause) => /^(===|==|~=|!=|<=|>=|<|>)[\w.*+!-]+$/.test(clause))) return undefined
  return { ...common, specifier: clauses.toSorted().join(','), ...markerOf(marker) }
}

/** `git+https://host/a.git@main#egg=a`, `https://host/a-1.0-py3-none-any.whl`, `./a-1.0.tar.gz`. */
function bareUrl(text: string): Requirement | undefined {
  const [, url = '', marker] = /^(\S+)(?:\s+;\s*(.*))?$/s.exec(text) ?? []
  if (!/^[a-z][a-z+]*:\/\//i.test(url) && !/^\.{0,2}\//.test(url) && !/\.(whl|tar\.gz|zip)$/i.test(url))
    return undefined
  const file = /([^/#?]+?)(?:\.git)?(?:@[^/#]*)?(?:[#?].*)?$/.exec(url)?.[1] ?? url
  const egg = /[#&]egg=([^&[]+)/.exec(url)?.[1]
  const name = egg ?? file.replace(/-\d.*$/, '')
  return { name: normalName(name), extras: [], specifier: '', url, ...markerOf(marker) }
}

const normalName = (name: string) => name.toLowerCase().replaceAll(/[-_.]+/g, '-')

const namesIn = (list: string) =>
  [...new Set(list.split(',').map((name) => normalName(name.trim())))].filter(Boolean).toSorted()

const markerOf = (marker: string | undefined) => {
  const text = marker?.trim().replaceAll(/\s+/g, ' ').replaceAll("'", '"')
  return text ? { marker: text } : {}
}
