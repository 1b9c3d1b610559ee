import type { Signature } from '#contract/signature.ts'
import { signatureChanges } from '../changes/signature.ts'
import { valueOf } from '../changes/part.ts'
import { columnText } from '../changes/signature-texts.ts'
import { signatureWords } from '../changes/words.ts'
import type { Both } from './dossier-both.ts'
import { none, type Row, said, section, table, unread } from './dossier-tables.ts'
import { type Html, html } from './html.ts'

/** What the model takes and returns, and what callers of the other version notice. */
export function signature({ own, other }: Both): Html {
  const [was, is] = [other && valueOf(other.model), valueOf(own.model)]
  const problems = [...new Set(is?.problems)]
  return section('Signature', [
    ...unread([own.model, ...(other ? [other.model] : [])]),
    ...problems.map((problem) => html`<p class="unread">${said(problem)}</p>`),
    is &&
      (is.signature
        ? table('Signature', ['Name', 'Role', 'Type'], columns(is.signature))
        : none('It has no signature.')),
    is?.signature && was && other && changes(was.signature, is.signature, other.version.version),
  ])
}

function columns({ inputs, outputs, params }: Signature): Row[] {
  return Object.entries({ input: inputs, output: outputs, parameter: params }).flatMap(([role, all]) =>
    all.map((column, index): Row => ({
      key: column.name ?? `${role} ${index + 1}`,
      cells: [role, said(columnText(column))],
    })),
  )
}

function changes(before: Signature | undefined, after: Signature, version: string): Html {
  if (!before) return none(`Version ${version} has no signature, so they cannot be compared.`)
  const found = signatureChanges(before, after)
  return html`<p><strong>Compared with version ${version}: ${signatureWords(found)}</strong></p>
    <ul>
      ${found.map(
        ({ what, name, more, isBreaking }) =>
          html`<li>${what} ${said(name)}${more && html`: ${said(more)}`}${isBreaking && ' (breaking)'}</li>`,
      )}
    </ul>`
}
