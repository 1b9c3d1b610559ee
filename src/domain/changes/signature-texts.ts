import type { Column, Signature } from '#contract/signature.ts'

/** The columns of a signature, each as a text under a name: `input hour`, `double, optional`. */
export function signatureTexts({ inputs, outputs, params }: Signature): Map<string, string> {
  const found = new Map<string, string>()
  for (const [role, columns] of Object.entries({ input: inputs, output: outputs, param: params }))
    for (const [index, column] of columns.entries()) {
      const name = `${role} ${column.name ?? index + 1}`
      found.set(found.has(name) ? `${name} (${index + 1})` : name, columnText(column))
    }
  return found
}

/** A column's type, and whether it may be left out: `double, optional`, `long, default 3`. */
export const columnText = ({ type, required, default: value }: Column): string =>
  `${type}${required ? '' : ', optional'}${value === undefined ? '' : `, default ${value}`}`
