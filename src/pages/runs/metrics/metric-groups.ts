/** Separates MLflow's system metrics from the run's own. */
export const isSystemMetric = (key: string): boolean => key.startsWith('system/')

const collator = new Intl.Collator('en', { numeric: true })

/** Sorts metrics by key, numerically: `layer 2` before `layer 10`. */
export const byKey = <Item extends { key: string }>(items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => collator.compare(a.key, b.key))
