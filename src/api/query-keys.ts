/** What each query's key begins with, by resource: invalidate it, and everything of the kind is asked for again. */
export const roots = {
  models: ['models'],
  versions: ['versions'],
  experiments: ['experiments'],
  runs: ['runs'],
  metrics: ['metrics'],
  loggedModels: ['logged-models'],
  artifacts: ['artifacts'],
  palette: ['palette'],
  sample: ['sample'],
  candidates: ['candidates'],
} as const
