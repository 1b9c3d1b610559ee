import { BIG, type Data, modelName, points } from '../testbed/thousand.ts'

export type Request = { method: string; path: string; body?: unknown }

/**
 * A request that is measured. `need`: how many times as fast as MLflow we must be, with one client and with sixteen. `grow`: for what
 * comes in pages, how many
 * times as long it may take among a hundred times as many models or runs. `isTold`: it is also measured beside a sketch that writes what
 * the
 * product must, and MLflow does not.
 */
export type Case = {
  name: string
  need?: readonly [one: number, many: number]
  grow?: number
  isTold?: true
  ask: (data: Data, turn: number) => Request
}

const api = '/api/2.0/mlflow'
export const get = (path: string, query: Record<string, string | number>): Request => ({
  method: 'GET',
  path: `${api}/${path}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`,
})
export const post = (path: string, body: unknown, method = 'POST'): Request => ({
  method,
  path: `${api}/${path}`,
  body,
})

const searchModels = (query: Record<string, string | number>) =>
  get('registered-models/search', { max_results: 100, ...query })
const searchRuns = (experiment: string, more: Record<string, unknown>) =>
  post('runs/search', { experiment_ids: [experiment], max_results: 100, ...more })

/** The most frequent requests of people and tools, and those that MLflow answers slowest. The names are the rows of the table. */
export const cases: readonly Case[] = [
  { name: 'empty request', ask: () => ({ method: 'GET', path: '/version' }) },
  { name: 'models, page of 100', need: [15, 8], grow: 1.5, ask: () => searchModels({}) },
  { name: 'models, name ILIKE', need: [15, 8], grow: 4, ask: () => searchModels({ filter: "name ILIKE '%7%'" }) },
  { name: 'models, by tag', need: [15, 8], grow: 4, ask: () => searchModels({ filter: "tags.team = 'team-3'" }) },
  {
    name: 'models, by time',
    need: [15, 8],
    grow: 1.5,
    ask: () => searchModels({ order_by: 'last_updated_timestamp DESC' }),
  },
  { name: 'models, deep page', need: [15, 8], ask: ({ deepToken }) => searchModels({ page_token: deepToken }) },
  {
    name: 'model',
    need: [25, 10],
    grow: 1.5,
    ask: (_, turn) => get('registered-models/get', { name: modelName(turn % 50) }),
  },
  {
    name: 'by alias',
    need: [25, 10],
    ask: (_, turn) => get('registered-models/alias', { name: modelName(turn % 50), alias: 'champion' }),
  },
  {
    name: 'latest versions',
    need: [25, 10],
    grow: 1.5,
    ask: (_, turn) => get('registered-models/get-latest-versions', { name: modelName(turn % 50) }),
  },
  { name: 'model of 1,000', need: [50, 30], ask: () => get('registered-models/get', { name: BIG }) },
  {
    name: 'by alias of 1,000',
    need: [50, 30],
    ask: () => get('registered-models/alias', { name: BIG, alias: 'champion' }),
  },
  { name: 'latest of 1,000', need: [50, 30], ask: () => get('registered-models/get-latest-versions', { name: BIG }) },
  {
    name: 'versions, 100',
    need: [15, 8],
    ask: () => get('model-versions/search', { filter: `name='${BIG}'`, max_results: 100 }),
  },
  {
    name: 'versions, all',
    need: [15, 8],
    ask: () => get('model-versions/search', { filter: `name='${BIG}'`, max_results: 10_000 }),
  },
  {
    name: 'create version',
    need: [20, 20],
    isTold: true,
    ask: (_, turn) => post('model-versions/create', { name: modelName(turn % 50), source: 's3://bucket/new' }),
  },
  {
    name: 'transition, archive',
    need: [20, 20],
    isTold: true,
    ask: (_, turn) =>
      post('model-versions/transition-stage', {
        name: modelName(turn % 50),
        version: '1',
        stage: turn % 100 < 50 ? 'Staging' : 'Production',
        archive_existing_versions: true,
      }),
  },
  {
    name: 'description',
    need: [20, 20],
    isTold: true,
    ask: (_, turn) =>
      post('model-versions/update', { name: modelName(turn % 50), version: '1', description: `text ${turn}` }, 'PATCH'),
  },
  {
    name: 'tag of a version',
    need: [20, 20],
    isTold: true,
    ask: (_, turn) =>
      post('model-versions/set-tag', { name: modelName(turn % 50), version: '1', key: 'turn', value: String(turn) }),
  },
  { name: 'runs, page of 100', need: [15, 8], grow: 1.5, ask: ({ experiment }) => searchRuns(experiment, {}) },
  {
    name: 'runs, by metric',
    need: [50, 8],
    grow: 5,
    ask: ({ experiment, manyRuns = experiment }) =>
      searchRuns(manyRuns, { filter: 'metrics.metric_3 < 500', order_by: ['metrics.metric_3 ASC'] }),
  },
  {
    name: 'history',
    need: [20, 8],
    ask: ({ run }) => get('metrics/get-history', { run_id: run, metric_key: 'loss', max_results: 25_000 }),
  },
  {
    name: 'log 1,000 metrics',
    need: [20, 8],
    ask: ({ run }, turn) => post('runs/log-batch', { run_id: run, metrics: points('logged', turn * 1000, 1000) }),
  },
  { name: 'list files', need: [8, 6], ask: ({ run }) => get('artifacts/list', { run_id: run, path: 'many' }) },
]
