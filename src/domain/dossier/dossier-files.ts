import { fileChanges } from '../changes/files.ts'
import { valueOf } from '../changes/part.ts'
import { fileWords, THE_FILE } from '../changes/words.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import type { FileText } from './dossier.ts'
import { type Both, cells, listed } from './dossier-both.ts'
import { none, type Row, said, unread } from './dossier-tables.ts'
import { type Html, html } from './html.ts'

const noSizes: ReadonlyMap<string, number> = new Map()

/** The files with their sizes and hashes, and the changed lines of those that are texts. */
export function files(both: Both): Html {
  const { own, other } = both
  const [was, is] = [other && valueOf(other.files), valueOf(own.files)]
  const parts = [other?.files, own.files] as const
  const hashes = hashesIn(both.evidence)
  const rows = fileChanges(was?.sizes ?? noSizes, is?.sizes ?? noSizes, other?.isOnePlace ?? false).map(
    (change): Row => {
      const verdict = other?.verdicts.get(change.path) ?? change.verdict
      const sizes = {
        before: change.before === undefined ? undefined : html`${change.before}`,
        after: change.after === undefined ? undefined : html`${change.after}`,
      }
      const hash = hashes.get(change.path)
      return {
        key: html`${said(change.path || THE_FILE)}${hash !== undefined && html`<small class="hash">${hash}</small>`}`,
        cells: [...cells(sizes, parts), ...(other ? [was && is ? fileWords[verdict] : ''] : [])],
        isSame: verdict === 'same',
      }
    },
  )
  const file = hashes.size > 0 ? `File, with its SHA-256 in version ${own.version.version}` : 'File'
  const isCut = was?.isCut === true || is?.isCut === true
  return html`${listed('Files, in bytes', both, parts, rows, { columns: [file, 'Difference'] })}${
    isCut && html`<p class="unread">Only some of the files are listed here.</p>`
  }${hashesNote(both)}${other?.texts.map(fileText)}${other !== undefined && other.textsLeft > 0 && missing(filesLeft(other.textsLeft))}`
}

const hashesIn = (evidence: Both['evidence']): ReadonlyMap<string, string> =>
  new Map(valueOf(evidence)?.files.flatMap(({ path, sha256 }) => (sha256 === undefined ? [] : [[path, sha256]])))

/** What the hashes are of, and which of them stands for all files. */
function hashesNote({ evidence, own: { version } }: Both): Html[] {
  const known = valueOf(evidence)
  if (!known) return unread([evidence])
  const { files: all, files_hash, unreadable } = known
  if (unreadable !== undefined) return [missing(`hashes, because ${unreadable}`)]
  const large = all.filter(({ sha256 }) => sha256 === undefined).length
  return [
    ...(large === 0
      ? []
      : [missing(large === 1 ? `the hash of one file${WITHOUT}` : `the hashes of ${large} files${WITHOUT}`)]),
    html`<p class="quiet">
      SHA-256 of all files of version ${version.version}: <span class="hash">${files_hash}</span>
    </p>`,
  ]
}

/** Why a file has no hash. */
const WITHOUT = ', too large or not readable'

const missing = (what: string): Html => html`<p class="unread">Not in this dossier: ${said(what)}.</p>`

const filesLeft = (count: number) =>
  `the changed lines of ${count} other text ${count === 1 ? 'file' : 'files'}, too long or too many`

function fileText({ path, lines: read }: FileText): Html {
  const lines = read()
  const shown =
    typeof lines === 'string' ? none(lines) : lines.map(({ lines: all }) => html`<pre>${all.map(diffLine)}</pre>`)
  return html`<h3>Changes in ${said(path)}</h3>
    ${shown}`
}

const signs: Record<string, string> = { '+': 'added', '-': 'removed' }
const diffLine = (line: string): Html =>
  html`<span class="${signs[line[0] ?? ''] ?? 'kept'}">${withoutSecrets(line)}${'\n'}</span>`
