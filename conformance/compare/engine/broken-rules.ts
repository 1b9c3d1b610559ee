import type { Walk } from '../walks/walk.ts'
import { experimentWalk } from '../walks/experiments.ts'
import { loggingWalk } from '../walks/logging.ts'
import { registryWalk } from '../walks/registry.ts'
import { type Answer, type Request, send } from './wire.ts'

type Send = (request: Request) => Promise<Answer>
type Fields = Record<string, unknown>

/** A rule of MLflow's API, and a server in front of a correct one that breaks only this rule. */
export type BrokenRule = {
  rule: string
  /** The walk that must catch it. */
  walk: Walk
  breaks: (request: Request, honest: Send) => Promise<Answer>
}

const is = (request: Request, method: string, path: string) =>
  request.method === method && request.path.endsWith(`/mlflow/${path}`)
const fieldsOf = (request: Request) => (request.body ?? {}) as Fields
const bodyOf = (answer: Answer) => answer.body as Fields
const post = (path: string, body: Fields): Request => ({ method: 'POST', path: `api/2.0/mlflow/${path}`, body })
const get = (path: string, query: Record<string, string>): Request => ({
  method: 'GET',
  path: `api/2.0/mlflow/${path}`,
  query: Object.entries(query),
})
const done = (answer: Answer): Answer => ({ ...answer, status: 200, body: {} })
type Version = { name: string; version: string; current_stage: string; last_updated_timestamp: number }
const versionsOf = (answer: Answer) => (bodyOf(answer)['model_versions'] ?? []) as Version[]
type Run = { info: { run_id: string }; data: { metrics?: { key: string; value: unknown }[] } }

/** Changes a request on its way to the correct server. */
const sending =
  (method: string, path: string, change: (fields: Fields) => Fields): BrokenRule['breaks'] =>
  (request, honest) =>
    honest(is(request, method, path) ? { ...request, body: change(fieldsOf(request)) } : request)

/** Changes an answer on its way back. */
const answering =
  (
    method: string,
    path: string,
    change: (answer: Answer, request: Request, honest: Send) => Promise<Answer> | Answer,
  ) =>
  async (request: Request, honest: Send): Promise<Answer> => {
    const answer = await honest(request)
    return is(request, method, path) ? change(answer, request, honest) : answer
  }

const deletions = new Map<unknown, number>()

export const brokenRules: readonly BrokenRule[] = [
  {
    rule: 'the number of a deleted version never returns',
    walk: registryWalk,
    async breaks(request, honest) {
      const answer = await honest(request)
      const { name } = fieldsOf(request)
      if (is(request, 'DELETE', 'model-versions/delete') && answer.status < 400)
        deletions.set(name, (deletions.get(name) ?? 0) + 1)
      if (!is(request, 'POST', 'model-versions/create') || answer.status >= 400) return answer
      const { model_version: made } = answer.body as { model_version: Version }
      const version = String(Number(made.version) - (deletions.get(name) ?? 0))
      return { ...answer, body: { model_version: { ...made, version } } }
    },
  },
  {
    rule: 'no alias is called latest',
    walk: registryWalk,
    breaks: answering('POST', 'registered-models/alias', (answer, request) =>
      fieldsOf(request)['alias'] === 'latest' ? done(answer) : answer,
    ),
  },
  {
    rule: 'an alias moves to the version it is set for',
    walk: registryWalk,
    async breaks(request, honest) {
      const { name, alias } = fieldsOf(request)
      if (!is(request, 'POST', 'registered-models/alias')) return honest(request)
      const holder = await honest(get('registered-models/alias', { name: String(name), alias: String(alias) }))
      return holder.status < 400 ? done(holder) : honest(request)
    },
  },
  {
    rule: 'the latest version of a stage is its highest',
    walk: registryWalk,
    breaks: answering('GET', 'registered-models/get-latest-versions', async (answer, request, honest) => {
      const filter = `name = '${Object.fromEntries(request.query ?? [])['name']}'`
      const all = versionsOf(await honest(get('model-versions/search', { filter, order_by: 'version_number' })))
      const lowest = (stage: string) => all.find(({ current_stage }) => current_stage === stage)
      const model_versions = versionsOf(answer).map((version) => lowest(version.current_stage))
      return model_versions.length > 0 ? { ...answer, body: { model_versions } } : answer
    }),
  },
  {
    rule: 'a transition archives what was in the stage',
    walk: registryWalk,
    breaks: sending('POST', 'model-versions/transition-stage', (fields) => ({
      ...fields,
      archive_existing_versions: false,
    })),
  },
  {
    rule: 'versions updated at one time come by falling number',
    walk: registryWalk,
    breaks: answering('GET', 'model-versions/search', (answer) => {
      const ties = Object.values(Object.groupBy(versionsOf(answer), (version) => version.last_updated_timestamp))
      const model_versions = ties.toReversed().flatMap((tied = []) => tied.toReversed())
      return model_versions.length > 0 ? { ...answer, body: { ...bodyOf(answer), model_versions } } : answer
    }),
  },
  {
    rule: 'leaving out the description clears it',
    walk: registryWalk,
    async breaks(request, honest) {
      const { name, description } = fieldsOf(request)
      if (!is(request, 'PATCH', 'registered-models/update') || description !== undefined) return honest(request)
      const { registered_model: model } = bodyOf(await honest(get('registered-models/get', { name: String(name) })))
      return honest({ ...request, body: { name, description: (model as Fields | undefined)?.['description'] } })
    },
  },
  {
    rule: 'prompts are no models',
    walk: registryWalk,
    breaks: answering('GET', 'registered-models/search', async (answer, request, honest) => {
      const query = Object.fromEntries(request.query ?? [])
      if (/is_prompt/.test(query['filter'] ?? '')) return answer
      const filter = [query['filter'], "tags.`mlflow.prompt.is_prompt` = 'true'"].filter(Boolean).join(' AND ')
      const prompts = await honest(get('registered-models/search', { ...query, filter }))
      const models = [answer, prompts].flatMap((each) => (bodyOf(each)['registered_models'] ?? []) as Fields[])
      return models.length > 0 ? { ...answer, body: { ...bodyOf(answer), registered_models: models } } : answer
    }),
  },
  {
    rule: 'a new description is an update',
    walk: registryWalk,
    breaks: answering('GET', 'registered-models/get', (answer) => {
      const { registered_model: model } = answer.body as { registered_model?: Fields }
      if (!model) return answer
      const last_updated_timestamp = model['creation_timestamp']
      return { ...answer, body: { registered_model: { ...model, last_updated_timestamp } } }
    }),
  },
  {
    rule: 'deleted runs are not found',
    walk: experimentWalk,
    breaks: sending('POST', 'runs/search', (fields) =>
      fields['run_view_type'] === 'ACTIVE_ONLY' ? { ...fields, run_view_type: 'ALL' } : fields,
    ),
  },
  {
    rule: 'an experiment comes back with its runs',
    walk: experimentWalk,
    async breaks(request, honest) {
      if (!is(request, 'POST', 'experiments/restore')) return honest(request)
      const { experiment_id } = fieldsOf(request)
      const search = { experiment_ids: [experiment_id], run_view_type: 'DELETED_ONLY' }
      const { runs = [] } = bodyOf(await honest(post('runs/search', search))) as { runs?: Run[] }
      const answer = await honest(request)
      for (const { info } of runs) await honest(post('runs/delete', { run_id: info.run_id }))
      return answer
    },
  },
  {
    rule: 'a param is written once',
    walk: loggingWalk,
    breaks: answering('POST', 'runs/log-parameter', (answer) =>
      String(bodyOf(answer)['message']).startsWith('Changing param values') ? done(answer) : answer,
    ),
  },
  {
    rule: 'the latest point of a metric is the one of the highest step',
    walk: loggingWalk,
    breaks: answering('GET', 'runs/get', async (answer, _request, honest) => {
      const { run } = answer.body as { run?: Run }
      if (!run?.data.metrics) return answer
      const { run_id } = run.info
      const newest = async (metric_key: string) =>
        (bodyOf(await honest(get('metrics/get-history', { run_id, metric_key })))['metrics'] as unknown[]).at(-1)
      const metrics = await Promise.all(run.data.metrics.map(({ key }) => newest(key)))
      return { ...answer, body: { run: { ...run, data: { ...run.data, metrics } } } }
    }),
  },
  {
    rule: 'clients know a taken name by its code',
    walk: registryWalk,
    breaks: answering('POST', 'registered-models/create', (answer) =>
      answer.status === 400
        ? { ...answer, body: { ...bodyOf(answer), error_code: 'INVALID_PARAMETER_VALUE' } }
        : answer,
    ),
  },
]

/** As `send`, through a server that breaks a rule. */
export const sendBreaking =
  ({ breaks }: BrokenRule): typeof send =>
  (base, request) =>
    breaks(request, (honest) => send(base, honest))
