import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import { formatModelUri, type ModelUri, parseModelUri } from '#contract/model-uri.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { roots } from '../../api/query-keys.ts'
import { runQueries } from '../../api/runs.ts'
import { versionQueries } from '../../api/versions.ts'
import { type Candidate, ofModel, ofRun, ofStorage, uriProblem } from './candidate.ts'

/** Resolves a URI as MLflow's own client does before registering. */
export const candidateOfUri = (text: string) =>
  queryOptions({
    queryKey: [...roots.candidates, text],
    queryFn: ({ client }) => {
      const uri = parseModelUri(text)
      if (!uri) throw new ApiError('INVALID_PARAMETER_VALUE', uriProblem(text) ?? '')
      return resolve(uri, client)
    },
    enabled: text !== '',
    staleTime: 0,
  })

async function resolve(uri: ModelUri, client: QueryClient): Promise<Candidate> {
  switch (uri.kind) {
    case 'run': {
      const run = await client.query(runQueries.detail(uri.run_id))
      // A 3.x client stores models outside the run's artifacts; the URI means the newest of that name.
      const models = await client.query(loggedModelQueries.ofRun(uri.run_id))
      const model = models.findLast(({ info }) => info.name === uri.path)
      return model ? ofModel(model, '') : ofRun(run, uri.path)
    }
    case 'logged-model':
      return ofModel(await client.query(loggedModelQueries.detail(uri.model_id)), uri.path)
    case 'proxied':
    case 'storage':
      return ofStorage(formatModelUri(uri))
    default: {
      const { name, version, run_id } = await client.query(versionQueries.resolved(uri))
      const source = formatModelUri({ kind: 'version', name, version })
      const label = `${name} version ${version}`
      return { label, uri: source, source, place: { owner: { name, version }, path: '' }, ...(run_id && { run_id }) }
    }
  }
}
