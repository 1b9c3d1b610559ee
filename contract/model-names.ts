/** Why a registered model can't have this name, or undefined if it can (docs/rest-contract.md §1.3, docs/robustness.md M03). */
export function modelNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A model needs a name.'
  if (/[/:]/.test(name)) return 'Names cannot contain “/” or “:”.'
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(name)) return 'Names cannot contain control characters.'
  if (/^\.\.?$/.test(name) || name.startsWith('..')) return 'Names cannot start with “..” or be “.”.'
  if (name.length > 256) return `Names can have at most 256 characters; this one has ${name.length}.`
  return undefined
}

/** Why an alias can't be set, or undefined if it can (docs/rest-contract.md §1.3). */
export function aliasProblem(alias: string): string | undefined {
  if (alias === '') return 'An alias needs a name.'
  if (alias.length > 255) return `Aliases can have at most 255 characters; this one has ${alias.length}.`
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) return 'Aliases may have letters, digits, “_” and “-” only.'
  if (/^latest$/i.test(alias)) return '“latest” always means the newest version and cannot be set.'
  if (/^v\d+$/i.test(alias)) return 'An alias cannot look like a version number (v1).'
  return undefined
}
