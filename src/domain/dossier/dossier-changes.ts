import { requirementChanges } from '#contract/requirements/changes.ts'
import type { Tag } from '#contract/values.ts'
import { codeOf } from '../changes/code.ts'
import { datasetsOf } from '../changes/datasets.ts'
import { environmentChanges } from '../changes/environment.ts'
import { fileChanges } from '../changes/files.ts'
import { metricsOf, paramsOf } from '../changes/measured.ts'
import { metricChanges } from '../changes/metrics.ts'
import { type Part, valueOf } from '../changes/part.ts'
import { isChanged, type ValueChange, valueChanges } from '../changes/values.ts'
import { differenceWords, fileWords, requirementWords, verdictWords } from '../changes/words.ts'
import { metricHeader, metricWords } from '../metric-meaning.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { factsOf } from '../runs/run-facts.ts'
import { type ValueChoice, valueSuffix } from '../metrics/metric-value.ts'
import { wholeMeaning } from '../usual-metrics.ts'
import type { Compared, FileText, Side } from './dossier.ts'
import { absent, none, type Row, said, section, table, unread } from './dossier-tables.ts'
import { type Html, html } from './html.ts'

/** The version, the one that it is compared with if there is one, and the model's tags, which say what metrics mean. */
export type Both = {
  own: Side
  other: Compared | undefined
  tags: readonly Tag[] | undefined
  /** Which value of metrics is told. */
  choice: ValueChoice
}

/** What two versions hold under the same names, the version itself last; alone where there is no other. */
export function changeSections(both: Both): Html[] {
  return [metrics(both), params(both), requirements(both), environment(both), files(both), code(both), datasets(both)]
}

/** The headers of the columns with values. */
const headers = ({ own, other }: Both): string[] => [
  ...(other
    ? [`${other.version.name === own.version.name ? '' : `${other.version.name} `}version ${other.version.version}`]
    : []),
  `version ${own.version.version}`,
]

/** The cells of one row: a value that is missing, or not known. */
const cells = (
  { before, after }: { before?: Html | string | undefined; after?: Html | string | undefined },
  [was, is]: readonly [Part<unknown> | undefined, Part<unknown>],
): Html[] => [...(was ? [cell(before, was)] : []), cell(after, is)]

const cell = (value: Html | string | undefined, part: Part<unknown>): Html =>
  value === undefined ? absent(part) : typeof value === 'string' ? said(value) : value

type Parts = readonly [Part<unknown> | undefined, Part<unknown>]
const partsIn = (parts: Parts): Part<unknown>[] => parts.filter((part) => part !== undefined)

function metrics(both: Both): Html {
  const { own, other, tags, choice } = both
  const [was, is] = [other && valueOf(other.measured), valueOf(own.measured)]
  const changes = metricChanges(metricsOf(was?.run, was?.model), metricsOf(is?.run, is?.model), tags)
  const parts = [other?.measured, own.measured] as const
  const rows = changes.map(({ key, before, after, ...change }): Row => {
    const meaning = metricWords(wholeMeaning(key, tags))
    const exact = { before: before?.toString(), after: after?.toString() }
    const words = [differenceWords(change), verdictWords[change.verdict]].filter(Boolean).join(' ')
    return {
      key: html`${said(metricHeader(key, tags) + valueSuffix(choice, key, tags))}${meaning && html`<small>${said(meaning)}</small>`}`,
      cells: [...cells(exact, parts), ...(other ? [was && is ? words : ''] : [])],
      isSame: change.verdict === 'same',
    }
  })
  return listed('Metrics', both, parts, rows, ['Metric', 'Difference'])
}

function listed(
  title: string,
  both: Both,
  parts: Parts,
  rows: readonly Row[],
  [what, difference]: [string, string?],
): Html {
  const last = difference !== undefined && both.other ? [difference] : []
  return section(title, [
    ...unread(partsIn(parts)),
    rows.length > 0
      ? table(title, [what, ...headers(both), ...last], rows)
      : partsIn(parts).every(({ state }) => state === 'known')
        ? none('None.')
        : undefined,
  ])
}

/** Texts under names: one row for each. */
const texts = (changes: readonly ValueChange[], parts: Parts): Row[] =>
  changes.map((change) => ({
    key: change.key,
    cells: cells(change, parts),
    isSame: parts[0] !== undefined && !isChanged(change),
  }))

function params(both: Both): Html {
  const [was, is] = [both.other && valueOf(both.other.measured), valueOf(both.own.measured)]
  const parts = [both.other?.measured, both.own.measured] as const
  const changes = valueChanges(paramsOf(was?.run, was?.model), paramsOf(is?.run, is?.model))
  return listed('Parameters', both, parts, texts(changes, parts), ['Parameter'])
}

function requirements(both: Both): Html {
  const { own, other } = both
  const parts = [other?.libraries, own.libraries] as const
  const [was, is] = [other && valueOf(other.libraries), valueOf(own.libraries)]
  const { changes } = requirementChanges(was?.requirements ?? [], is?.requirements ?? [])
  const rows = changes.map(({ key, verdict, isUnpinned, ...change }): Row => ({
    key,
    cells: [
      ...cells(change, parts),
      ...(other ? [was !== undefined && is !== undefined ? requirementWords(verdict, isUnpinned) : ''] : []),
    ],
    isSame: verdict === 'same',
  }))
  return listed('Requirements', both, parts, rows, ['Package', 'Difference'])
}

function environment(both: Both): Html {
  const { own, other } = both
  const models = [other && valueOf(other.model), valueOf(own.model)] as const
  const libraries = [other && valueOf(other.libraries), valueOf(own.libraries)] as const
  const parts = [other?.model, own.model] as const
  return listed('Environment', both, parts, texts(environmentChanges(models, libraries), parts), ['Entry'])
}

const noSizes: ReadonlyMap<string, number> = new Map()

function files(both: Both): Html {
  const { own, other } = both
  const [was, is] = [other && valueOf(other.files), valueOf(own.files)]
  const parts = [other?.files, own.files] as const
  const rows = fileChanges(was?.sizes ?? noSizes, is?.sizes ?? noSizes, other?.isOnePlace ?? false).map(
    (change): Row => {
      const verdict = other?.verdicts.get(change.path) ?? change.verdict
      const sizes = {
        before: change.before === undefined ? undefined : html`${change.before}`,
        after: change.after === undefined ? undefined : html`${change.after}`,
      }
      return {
        key: change.path,
        cells: [...cells(sizes, parts), ...(other ? [was && is ? fileWords[verdict] : ''] : [])],
        isSame: verdict === 'same',
      }
    },
  )
  const isCut = was?.isCut === true || is?.isCut === true
  return html`${listed('Files, in bytes', both, parts, rows, ['File', 'Difference'])}${
    isCut && html`<p class="unread">Only some of the files are listed here.</p>`
  }${other?.texts.map(fileText)}`
}

function fileText({ path, lines: read }: FileText): Html {
  const lines = read()
  const shown =
    typeof lines === 'string' ? none(lines) : lines.map(({ lines: all }) => html`<pre>${all.map(diffLine)}</pre>`)
  return html`<h3>Changes in ${said(path)}</h3>
    ${shown}`
}

const signs: Record<string, string> = { '+': 'added', '-': 'removed' }
const diffLine = (line: string): Html =>
  html`<span class="${signs[line[0] ?? ''] ?? 'kept'}">${withoutSecrets(line.slice(0, 2000))}${'\n'}</span>`

function code(both: Both): Html {
  const [was, is] = [both.other && valueOf(both.other.run), valueOf(both.own.run)].map((run) => run && factsOf(run))
  const parts = [both.other?.run, both.own.run] as const
  const commits = valueChanges(commitOf(was?.commit), commitOf(is?.commit))
  return listed('Code', both, parts, texts([...commits, ...valueChanges(codeOf(was), codeOf(is))], parts), ['Fact'])
}

const commitOf = (commit: string | undefined) => new Map(commit ? [['Git commit', commit]] : [])

function datasets(both: Both): Html {
  const [was, is] = [both.other && valueOf(both.other.run), valueOf(both.own.run)]
  const parts = [both.other?.run, both.own.run] as const
  const changes = valueChanges(was ? datasetsOf(was) : new Map(), is ? datasetsOf(is) : new Map())
  return listed('Datasets', both, parts, texts(changes, parts), ['Dataset'])
}
