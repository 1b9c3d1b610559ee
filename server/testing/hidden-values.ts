import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../embedded/db.ts'
import { levels, type Thing } from '../embedded/store/accounts/level-words.ts'
import { setLevel } from '../embedded/store/accounts/levels.ts'
import { createExperiment } from '../embedded/store/experiments/experiments.ts'
import { createLoggedModel } from '../embedded/store/logged-models/logged-models.ts'
import { createVersion } from '../embedded/store/registry/create-version.ts'
import { createModel } from '../embedded/store/registry/models.ts'
import { logBatch } from '../embedded/store/runs/run-logging.ts'
import { logInputs } from '../embedded/store/runs/run-models.ts'
import { createRun } from '../embedded/store/runs/runs.ts'

/** The word in all that `fillHidden` hides, and one like it that is nowhere: comparing either with what is shown is as much work. */
export const hiddenWord = 'hush'
export const missingWord = 'hurl'
/** The same in what everybody may read. */
export const shownWord = 'open'

/** `words`: finding models by them. */
export type SearchKind = Grammar | 'words'
type Guess = [kind: SearchKind, filter: (word: string) => string, order?: (word: string) => string]
const all: Guess[] = [
  ['runs', (word) => `tags.k = '${word}'`],
  ['runs', (word) => `tags.${word} LIKE '%${word}%'`],
  ['runs', (word) => `params.k = '${word}'`],
  ['runs', (word) => `params.${word} IS NOT NULL`],
  ['runs', (word) => `metrics.${word} = 7`],
  ['runs', (word) => `run_name = '${word}'`],
  ['runs', (word) => `dataset.name = '${word}'`],
  ['runs', () => '', (word) => `metrics.${word} DESC`],
  ['runs', () => '', (word) => `tags.${word}`],
  ['loggedModels', (word) => `tags.k = '${word}'`],
  ['loggedModels', (word) => `params.k = '${word}'`],
  ['loggedModels', (word) => `metrics.${word} > 0`],
  ['loggedModels', (word) => `name = '${word}'`],
  ['loggedModels', (word) => `source_run_id = '${word}'`],
  ['loggedModels', () => '', (word) => `metrics.${word}`],
  ['models', (word) => `tags.k = '${word}'`],
  ['models', (word) => `tags.${word} != 'x'`],
  ['models', (word) => `name = 'open-model-1' AND tags.k = '${word}'`],
  ['models', (word) => `name LIKE '${word}%'`],
  ['models', (word) => `name ILIKE '%${word}%'`],
  ['versions', (word) => `tags.k = '${word}'`],
  ['versions', (word) => `name = 'open-model-1' AND tags.k = '${word}'`],
  ['versions', (word) => `name = 'open-model-1' AND run_id = '${word}'`],
  ['versions', (word) => `name LIKE '${word}%'`],
  ['versions', (word) => `source_path LIKE 's3://${word}%'`],
  ['versions', (word) => `run_id = '${word}'`],
  ['experiments', (word) => `tags.k = '${word}'`],
  ['experiments', (word) => `name LIKE '${word}%'`],
  ['experiments', (word) => `name ILIKE '%${word}%'`],
  ['words', (word) => word],
  ['words', (word) => word.slice(2)],
  // A typing mistake, perhaps.
  ['words', (word) => `${word}x`],
]

/** Searches by which somebody may guess a word. `what`: that for the hidden one. */
export const guesses = all.map(([kind, filter, order]) => ({
  kind,
  what: filter(hiddenWord) || `by ${order?.(hiddenWord)}`,
  asked: (word: string) => ({ filter: filter(word), order_by: order ? [order(word)] : [] }),
}))

/**
 * Makes `hidden` runs, logged models, models with a version, and experiments with the hidden word in each name, tag, param and metric
 * that can have it, which are closed to everybody, and `shown` of each with the other word, but `runs` runs and logged models. Returns
 * the experiments of these.
 */
export function fillHidden(db: Db, { hidden, shown, runs }: { hidden: number; shown: number; runs: number }) {
  function fill(word: string, { many, runs }: { many: number; runs: number }, made: (thing: Thing) => void): string {
    const tags = ['k', word].map((key) => ({ key, value: word }))
    const experimentOf = (name: string) => {
      const id = createExperiment(db, { name, tags }, [])
      made({ kind: 'experiment', id: Number(id) })
      return id
    }
    const experiment_id = experimentOf(`${word}-runs`)
    for (let at = 0; at < runs; at += 1) {
      const { run_id } = createRun(db, { experiment_id, run_name: word, tags }).info
      const logged = { experiment_id, name: word, source_run_id: word, params: tags, tags }
      const { model_id } = createLoggedModel(db, logged).info
      const metric = { key: word, value: 7, timestamp: 1, step: 0, model_id }
      logBatch(db, { run_id, params: tags, metrics: [metric] })
      logInputs(db, { run_id, datasets: [{ dataset: { name: word, digest: 'd', source_type: 's', source: 's' } }] })
    }
    for (let at = 0; at < many; at += 1) {
      const name = `${word}-model-${at}`
      createModel(db, name, '', tags)
      createVersion(db, { name, source: `s3://${word}/${at}`, run_id: word, tags })
      made({ kind: 'model', name })
      experimentOf(`${word}-experiment-${at}`)
    }
    return experiment_id
  }
  return {
    shown: fill(shownWord, { many: shown, runs }, () => {}),
    hidden: fill(hiddenWord, { many: hidden, runs: hidden }, (thing) =>
      setLevel(db, thing, { holder: 'everybody' }, levels.none, 'test'),
    ),
  }
}
