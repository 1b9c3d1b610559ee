import { spelledOut } from './spelled-out.ts'

/** Says how a typed name will be stored, if that is not what its field holds: names lose the spaces around them. */
export const storedName = (text: string): string | undefined => {
  const name = text.trim()
  return name === '' || name === text ? undefined : `Saved as “${name}”.`
}

/** Says how a typed value will be stored, if it has spaces around it that one does not see: values keep them. */
export function storedValue(value: string): string | undefined {
  const shown = /^\s|\s$/.test(value) ? spelledOut(value) : undefined
  return shown && `Saved with its spaces: ${shown}.`
}
