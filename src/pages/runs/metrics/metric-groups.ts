/** What MLflow measures of the machine is apart from what the run measured of its model. */
export const isSystemMetric = (key: string): boolean => key.startsWith('system/')

const collator = new Intl.Collator('en', { numeric: true })

/** Metrics by key, numbers in them as numbers: `layer 2` before `layer 10`. */
export const byKey = <Item extends { key: string }>(items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => collator.compare(a.key, b.key))
