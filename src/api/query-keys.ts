/** Prefix of each resource's query keys: invalidate it to refetch everything of that kind. */
export const roots = {
  models: ['models'],
  versions: ['versions'],
  experiments: ['experiments'],
  runs: ['runs'],
  metrics: ['metrics'],
  loggedModels: ['logged-models'],
  artifacts: ['artifacts'],
  palette: ['palette'],
  reviews: ['reviews'],
  sample: ['sample'],
  workspaces: ['workspaces'],
  candidates: ['candidates'],
  me: ['me'],
  access: ['access'],
  accounts: ['accounts'],
  webhooks: ['webhooks'],
  /** What writes read first. */
  checks: ['checks'],
} as const
