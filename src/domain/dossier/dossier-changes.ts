import { requirementChanges } from '#contract/requirements/changes.ts'
import { codeOf } from '../changes/code.ts'
import { datasetsOf } from '../changes/datasets.ts'
import { environmentChanges } from '../changes/environment.ts'
import { metricsOf, paramsOf } from '../changes/measured.ts'
import { metricChanges } from '../changes/metrics.ts'
import { valueOf } from '../changes/part.ts'
import { valueChanges } from '../changes/values.ts'
import { differenceWords, requirementWords, verdictWords } from '../changes/words.ts'
import { metricHeader, metricWords } from '../metric-meaning.ts'
import { factsOf } from '../runs/run-facts.ts'
import { valueSuffix } from '../metrics/metric-value.ts'
import { wholeMeaning } from '../usual-metrics.ts'
import { type Both, cells, listed, texts } from './dossier-both.ts'
import { files } from './dossier-files.ts'
import { type Row, said } from './dossier-tables.ts'
import { type Html, html } from './html.ts'

/** What two versions hold under the same names, the version itself last; alone where there is no other. */
export function changeSections(both: Both): Html[] {
  return [metrics(both), params(both), requirements(both), environment(both), files(both), code(both), datasets(both)]
}

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
      cells: [...cells(exact, parts), ...(other ? [was && is ? html`<span class="words">${words}</span>` : ''] : [])],
      isSame: change.verdict === 'same',
    }
  })
  return listed('Metrics', both, parts, rows, { columns: ['Metric', 'Difference'], note: valuesNote(both) })
}

/** Which of a metric's values are told, and where the others are. */
function valuesNote({ own, choice }: Both): string {
  const run = own.version.run_id
  const kept = run
    ? `The histories are not in this dossier; run ${run} has them.`
    : 'Histories are not in this dossier.'
  return choice === 'last'
    ? `Each value is the last that was logged. ${kept}`
    : `The name of each metric says which of its logged values is meant. ${kept}`
}

function params(both: Both): Html {
  const [was, is] = [both.other && valueOf(both.other.measured), valueOf(both.own.measured)]
  const parts = [both.other?.measured, both.own.measured] as const
  const changes = valueChanges(paramsOf(was?.run, was?.model), paramsOf(is?.run, is?.model))
  return listed('Parameters', both, parts, texts(changes, parts), { columns: ['Parameter'] })
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
  return listed('Requirements', both, parts, rows, { columns: ['Package', 'Difference'] })
}

function environment(both: Both): Html {
  const { own, other } = both
  const models = [other && valueOf(other.model), valueOf(own.model)] as const
  const libraries = [other && valueOf(other.libraries), valueOf(own.libraries)] as const
  const parts = [other?.model, own.model] as const
  return listed('Environment', both, parts, texts(environmentChanges(models, libraries), parts), { columns: ['Entry'] })
}

function code(both: Both): Html {
  const [was, is] = [both.other && valueOf(both.other.run), valueOf(both.own.run)].map((run) => run && factsOf(run))
  const parts = [both.other?.run, both.own.run] as const
  const commits = valueChanges(commitOf(was?.commit), commitOf(is?.commit))
  return listed('Code', both, parts, texts([...commits, ...valueChanges(codeOf(was), codeOf(is))], parts), {
    columns: ['Fact'],
  })
}

const commitOf = (commit: string | undefined) => new Map(commit ? [['Git commit', commit]] : [])

function datasets(both: Both): Html {
  const [was, is] = [both.other && valueOf(both.other.run), valueOf(both.own.run)]
  const parts = [both.other?.run, both.own.run] as const
  const changes = valueChanges(was ? datasetsOf(was) : new Map(), is ? datasetsOf(is) : new Map())
  return listed('Datasets', both, parts, texts(changes, parts), { columns: ['Dataset'] })
}
