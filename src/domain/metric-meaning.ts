import { tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'

export type Direction = 'higher' | 'lower'

/** What a metric says. Each part that a person has not said may be proposed from its name. */
export type MetricMeaning = {
  /** Such as `km` or `%`. */
  unit?: string
  /** Which values are better. */
  direction?: Direction
  /** One sentence. */
  meaning?: string
  /** Whether nobody has said it: it follows from the name. */
  isProposed: boolean
}

const PREFIX = 'modelshelf.metric.'

/** The key of the registered model's tag that says what a metric means. */
export const metricTagKey = (metric: string): string => PREFIX + metric

/** The value of that tag: JSON, so that other tools can read it too. */
export const metricTagValue = ({ unit, direction, meaning }: Omit<MetricMeaning, 'isProposed'>): string =>
  JSON.stringify({ ...(unit && { unit }), ...(direction && { direction }), ...(meaning && { meaning }) })

/** What a metric of this name means: as the model's tag says, else as the usual names do. */
export function metricMeaning(metric: string, tags: readonly Tag[] | undefined): MetricMeaning {
  const said = readMeaning(tagValue(tags, metricTagKey(metric)))
  return said ? { ...said, isProposed: false } : { ...proposed(metric), isProposed: true }
}

/** Anybody can write the tag, so what does not fit is left out. */
function readMeaning(value: string | undefined): Omit<MetricMeaning, 'isProposed'> | undefined {
  if (value === undefined) return undefined
  const json = parse(value)
  if (typeof json !== 'object' || json === null) return undefined
  const { unit, direction, meaning } = json as Record<string, unknown>
  return {
    ...(typeof unit === 'string' && unit && { unit }),
    ...((direction === 'higher' || direction === 'lower') && { direction }),
    ...(typeof meaning === 'string' && meaning && { meaning }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no meaning is said
  }
}

/** The usual names, by which values are better. A name of several words is found as such. */
const usual: Record<Direction, readonly string[]> = {
  higher:
    'explained variance,average precision,roc auc,pr auc,r2,accuracy,acc,precision,recall,sensitivity,specificity,f1,auc,auroc,auprc,mcc,kappa,iou,dice,map,ndcg,mrr,bleu,rouge,throughput'.split(
      ',',
    ),
  lower:
    'log loss,cross entropy,max error,rmse,rmsle,mse,mae,mape,smape,wape,logloss,brier,ece,perplexity,wer,cer,loss,error,latency'.split(
      ',',
    ),
}

let sentences: Readonly<Record<string, string>> = {}
/** Tells the sentences of the usual names, which a page loads once somebody looks at its metrics (usual-metrics.ts). */
export function knowSentences(loaded: Readonly<Record<string, string>>): void {
  sentences = loaded
}

/** What the usual names propose, also with words around them: `val_rmse`, `test/f1_macro`, `eval.ROC-AUC`. */
function proposed(metric: string): Omit<MetricMeaning, 'isProposed'> {
  const name = usualName(metric)
  if (name === undefined) return {}
  const meaning = sentences[name]
  return { direction: usual.higher.includes(name) ? 'higher' : 'lower', ...(meaning && { meaning }) }
}

/**
 * The usual name in a metric's. Of several the last counts, “f1_loss” is a loss, and of those that end together the
 * longest.
 */
export function usualName(metric: string): string | undefined {
  const words = wordsOf(metric)
  return [...usual.higher, ...usual.lower]
    .filter((name) => ` ${words} `.includes(` ${name} `))
    .toSorted((a, b) => endOf(words, b) - endOf(words, a) || b.length - a.length)[0]
}

const endOf = (words: string, name: string) => ` ${words} `.lastIndexOf(` ${name} `) + name.length

const wordsOf = (metric: string): string =>
  metric
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(' ')

const better = { higher: 'Higher is better.', lower: 'Lower is better.' } as const

/** What a metric means, in a sentence or two; empty if nobody has said it and its name does not tell. */
export function metricWords({ meaning, direction, unit }: MetricMeaning): string {
  const sentence = meaning && (/[.!?。]$/.test(meaning) ? meaning : `${meaning}.`)
  return [sentence, direction && better[direction], unit && `In ${unit}.`].filter(Boolean).join(' ')
}

/** A metric's unit, and what it means in a sentence or two, each where known. The usual sentences load elsewhere. */
export function explained(metric: string, tags: readonly Tag[] | undefined): { unit?: string; hint?: string } {
  const known = metricMeaning(metric, tags)
  const hint = metricWords(known)
  return { ...(known.unit && { unit: known.unit }), ...(hint && { hint }) }
}

/** A metric's name and what it means, for the header of a column that may cut the name. */
export const metricHint = (metric: string, tags: readonly Tag[] | undefined): string =>
  [metric, explained(metric, tags).hint].filter(Boolean).join('\n')

/** A metric's name with its unit, for the header of a column. */
export function metricHeader(metric: string, tags: readonly Tag[] | undefined): string {
  const { unit } = metricMeaning(metric, tags)
  return unit ? `${metric} (${unit})` : metric
}
