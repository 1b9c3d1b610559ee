import type { Tag } from '#contract/values.ts'
import { metricTagKey } from '../metric-meaning.ts'

type Model = { name: string; tags?: readonly Tag[] | undefined }

/** What metrics mean to several models, and where they do not say the same. */
export type Meanings = {
  tags: Tag[]
  /** Metrics that models describe differently, each with the model whose words count. */
  disputed: { metric: string; model: string }[]
}

const PREFIX = metricTagKey('')

/** Takes the description of each metric from the first of the models that has one. */
export function firstMeanings(models: readonly Model[]): Meanings {
  const said = models.flatMap(({ name, tags = [] }) =>
    tags.flatMap(({ key, value }) => (key.startsWith(PREFIX) ? { key, value, model: name } : [])),
  )
  const byKey = [...Map.groupBy(said, ({ key }) => key)].flatMap(([key, [first, ...others]]) =>
    first
      ? [{ key, value: first.value, model: first.model, isDisputed: others.some(({ value }) => value !== first.value) }]
      : [],
  )
  return {
    tags: byKey.map(({ key, value }) => ({ key, value })),
    disputed: byKey.flatMap(({ key, model, isDisputed }) =>
      isDisputed ? { metric: key.slice(PREFIX.length), model } : [],
    ),
  }
}

/** Says whose description of these metrics counts; empty where all agree. */
export function disputedWords({ disputed }: Meanings, metrics: ReadonlySet<string>): string {
  const shown = disputed.filter(({ metric }) => metrics.has(metric))
  return shown
    .map(
      ({ metric, model }) =>
        `These models describe ${metric} differently. What ${model} says counts here: it comes first.`,
    )
    .join(' ')
}
