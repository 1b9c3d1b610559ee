import { type Call, createClient } from '#contract/client.ts'
import { samplePath } from '#contract/sample.ts'
import { startAccounts } from './account-servers.ts'
import { fill } from '../testbed/thousand.ts'
import { folderOf, putArtifact } from '../testbed/artifacts.ts'
import { openReceiver } from '../scripts/receiver.ts'
import { startServer } from '../testbed/server.ts'

/** The servers of the scenes: base URLs with a trailing slash, and ids of their data. */
export type Places = Awaited<ReturnType<typeof startAll>>

/** Starts servers: empty, with the sample project, with a thousand of everything and extreme names, and those with accounts. */
export async function startAll() {
  const [empty, sample, many, accounts] = await Promise.all([
    startServer(),
    startServer(undefined, { MODELSHELF_ALLOW_WEBHOOKS_TO: '127.0.0.1' }),
    startServer(),
    startAccounts(),
  ])
  return {
    empty: empty.url,
    sample: { url: sample.url, ...(await loadSample(sample.url)) },
    many: await fillMany(many.url),
    accounts,
    stop: () => Promise.all([empty, sample, many, accounts].map((each) => each.stop())),
  }
}

async function loadSample(url: string) {
  await fetch(`${url}${samplePath}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })
  const call = createClient(url, fetch)
  const { experiments = [] } = await call('searchExperiments', { max_results: 100 })
  const experiment_ids = experiments.map(({ experiment_id }) => experiment_id)
  const { runs = [] } = await call('searchRuns', { experiment_ids, max_results: 1000 })
  const { models = [] } = await call('searchLoggedModels', { experiment_ids })
  return {
    experiment: (name: string) => must(experiments.find((it) => it.name === name)?.experiment_id, name),
    run: (name: string) => must(runs.find(({ info }) => info.run_name === name)?.info.run_id, name),
    loggedModel: must(models[0]?.info.model_id, 'a logged model'),
    webhook: await addWebhooks(call),
  }
}

/** One webhook that was sent, and one whose receiver is away; gives the second one's id. */
async function addWebhooks(call: Call): Promise<string> {
  const receiver = await openReceiver((_, response) => response.end('{"status": "started", "pipeline": 481}'))
  const events = ['MODEL_VERSION_TRANSITIONED_STAGE', 'TRANSITION_REQUEST_CREATED', 'COMMENT_CREATED'] as const
  const create = (description: string) =>
    call('createRegistryWebhook', {
      description,
      events: [...events],
      http_url_spec: { url: `${receiver.url}/hooks/deploy`, secret: 'for the pictures' },
      model_name: 'station-demand',
    })
  await create('Tells the team’s chat')
  const { webhook } = await create('Starts the deployment')
  await call('testRegistryWebhook', { id: webhook.id })
  await receiver.close()
  await call('createComment', { name: 'station-demand', version: '3', comment: 'Looks good.' })
  await call('testRegistryWebhook', { id: webhook.id, event: 'COMMENT_CREATED' })
  return webhook.id
}

function must(id: string | undefined, name: string): string {
  if (!id) throw new Error(`The sample project has no ${name}.`)
  return id
}

/** An extremely long name, and one in right-to-left script. */
const long = `${'demand-forecast/'.replace('/', '-').repeat(11)}${'W'.repeat(20)}`
const rightToLeft = 'نموذج الطلب على الدراجات 🚲'

async function fillMany(url: string) {
  const data = await fill(url, { models: 1000, versions: 200, runs: 1000, points: 10_000, files: 1000 })
  const { call, experiment } = data
  const words = 'Predicts the rides of the next hour at each station, from weather and calendar. '.repeat(8)
  for (const name of [long, rightToLeft]) {
    await call('createModel', { name, description: words, tags: [{ key: long.slice(0, 120), value: long }] })
    await call('createVersion', { name, source: `s3://${long}/model`, description: words, run_id: data.run })
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('setAlias', { name, version: '1', alias: long.slice(0, 100) })
  }
  const { run } = await call('createRun', { experiment_id: experiment, run_name: long, start_time: Date.now() })
  const { run_id, artifact_uri = '' } = run.info
  const metrics = ['NaN', 'Infinity', -1e-12, 123_456_789.123].map((value, index) => ({
    key: `${long}/${index}`.slice(0, 240),
    value,
    timestamp: 1,
    step: 0,
  }))
  await call('logBatch', {
    run_id,
    metrics,
    params: [{ key: long, value: words }],
    tags: [{ key: long, value: words }],
  })
  const file = `${long} ${rightToLeft}.json`
  await putArtifact(url, `${folderOf(artifact_uri)}/${file}`, '{"rmse": 7}')
  return { url, experiment, long, rightToLeft, run: data.run, strangeRun: run_id, file }
}
