import { MLMODEL } from '../testbed/mlmodel.ts'
import { BIG, type Data, modelName, put } from '../testbed/thousand.ts'

/** What a page may cost: its time and processor time as shares of MLflow's, kB of code and calls of the API. */
type Limits = { seen: number; cpu: number; kilobytes: number; calls: number }

/** What every page may cost. */
export const MOST_REQUESTS = 16
export const MOST_FILES = 8

type PageData = Data & { /** A version of model 1 with a run, an MLmodel and a description. */ version: string }

/** The same pages in both apps, each with a text that shows that it has loaded. */
export const places: readonly {
  name: string
  theirs: (data: PageData) => string
  ours: (data: PageData) => string
  shows: string | RegExp
  limits: Limits
}[] = [
  {
    name: 'models',
    theirs: () => '#/models',
    ours: () => 'models',
    shows: modelName(1),
    limits: { seen: 0.25, cpu: 0.2, kilobytes: 250, calls: 3 },
  },
  {
    name: 'model of 1,000',
    theirs: () => `#/models/${BIG}`,
    ours: () => `models/${BIG}?versions=all`,
    shows: /^Version \d+$/,
    limits: { seen: 0.25, cpu: 0.25, kilobytes: 300, calls: 4 },
  },
  {
    name: 'version',
    theirs: ({ version }) => `#/models/${modelName(1)}/versions/${version}`,
    ours: ({ version }) => `models/${modelName(1)}/versions/${version}`,
    shows: 'Where it may be used',
    limits: { seen: 0.25, cpu: 0.25, kilobytes: 300, calls: 5 },
  },
  {
    name: 'runs',
    theirs: ({ experiment }) => `#/experiments/${experiment}/runs`,
    ours: ({ experiment }) => `experiments/${experiment}/runs`,
    shows: /^run \d+$/,
    limits: { seen: 0.25, cpu: 0.18, kilobytes: 450, calls: 4 },
  },
  {
    name: 'run',
    theirs: ({ experiment, run }) => `#/experiments/${experiment}/runs/${run}`,
    ours: ({ run }) => `runs/${run}`,
    shows: 'loss',
    limits: { seen: 0.25, cpu: 0.2, kilobytes: 450, calls: 4 },
  },
  {
    name: 'artifact, JSON',
    theirs: ({ experiment, run }) => `#/experiments/${experiment}/runs/${run}/artifacts/facts.json`,
    ours: ({ run }) => `runs/${run}/artifacts/facts.json`,
    shows: 'rmse',
    limits: { seen: 0.25, cpu: 0.25, kilobytes: 350, calls: 4 },
  },
  {
    name: 'artifact, 5 MB text',
    theirs: ({ experiment, run }) => `#/experiments/${experiment}/runs/${run}/artifacts/long.txt`,
    ours: ({ run }) => `runs/${run}/artifacts/long.txt`,
    shows: 'the first of many lines',
    limits: { seen: 0.25, cpu: 0.25, kilobytes: 350, calls: 4 },
  },
]

const DESCRIPTION = `Predicts the **fare** of a ride from its distance and hour.

## Where it may be used

* in the city, where it was trained
* not for trips over 50 km

| data | rows |
|---|---:|
| training | 1,200,000 |
| test | 300,000 |
`

/** Adds what only pages need: a version with a run, an MLmodel and a description in Markdown, and a text of 5 MB. */
export async function addForPages(data: Data): Promise<PageData> {
  await put(`${data.proxy}long.txt`, longText(5_000_000))
  await put(`${data.proxy}model/MLmodel`, MLMODEL)
  const { run } = await data.call('getRun', { run_id: data.run })
  const { model_version } = await data.call('createVersion', {
    name: modelName(1),
    source: `${run.info.artifact_uri}/model`,
    run_id: data.run,
    description: DESCRIPTION,
  })
  return { ...data, version: model_version.version }
}

function longText(bytes: number): string {
  let text = 'the first of many lines\n'
  for (let at = 1; text.length < bytes; at += 1)
    text += `${at} of what a training run has to say about itself in its log\n`
  return text
}
