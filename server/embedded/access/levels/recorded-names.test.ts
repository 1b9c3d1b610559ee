import { expect, test } from 'vitest'
import { BY_TAG, OWNER_TAG } from '#contract/tags.ts'
import { withOpenThings } from '../../../testing/levels.ts'

// Whose name is recorded.

const { on, as } = withOpenThings()

test('nobody registers a version in somebody else’s name', async () => {
  const editor = as('editor')
  const tags = [{ key: BY_TAG, value: 'somebody' }]
  const { version } = (await editor('createVersion', { name: on.model, source: 's3://b/m', tags })).model_version
  await editor('setVersionTag', { name: on.model, version, key: BY_TAG, value: 'somebody' })
  expect((await editor('getVersion', { name: on.model, version })).model_version.tags).toEqual([
    { key: BY_TAG, value: 'editor' },
  ])
})

test('a model and a version that a client makes without a name have that of its account; a prompt has none', async () => {
  const editor = as('contributor')
  const isPrompt = { key: 'mlflow.prompt.is_prompt', value: 'true' }
  const tagsOf = async (name: string, tags?: { key: string; value: string }[]) => {
    await editor('createModel', { name, ...(tags && { tags }) })
    await editor('createVersion', {
      name,
      source: tags?.includes(isPrompt) ? 'dummy-source' : 's3://b/m',
      ...(tags && { tags }),
    })
    const model = (await editor('getModel', { name })).registered_model
    return [model.tags, model.latest_versions?.[0]?.tags]
  }
  expect(await tagsOf('by a client')).toEqual([
    [{ key: OWNER_TAG, value: 'contributor' }],
    [{ key: BY_TAG, value: 'contributor' }],
  ])
  expect((await tagsOf('for ann', [{ key: OWNER_TAG, value: 'ann' }]))[0]).toEqual([{ key: OWNER_TAG, value: 'ann' }])
  expect(await tagsOf('a prompt', [isPrompt])).toEqual([[isPrompt], [isPrompt]])
})

test('a body cannot claim a name', async () => {
  const claim = [{ key: 'mlflow.user', value: 'somebody' }]
  const { experiment } = on
  const { run } = await as('contributor')('createRun', { experiment_id: experiment, user_id: 'somebody', tags: claim })
  const run_id = run.info.run_id
  await as('contributor')('setRunTag', { run_id, key: 'mlflow.user', value: 'somebody' })
  await as('contributor')('logBatch', { run_id, tags: claim })
  const read = (await as('reader')('getRun', { run_id })).run
  expect([read.info.user_id, read.data.tags?.find(({ key }) => key === 'mlflow.user')?.value]).toEqual([
    'contributor',
    'contributor',
  ])
  const { run: silent } = await as('contributor')('createRun', { experiment_id: experiment })
  expect(silent.info.user_id).toBe('contributor')
  const { comment } = await as('reader')('createComment', { name: on.model, version: '1', comment: 'c' })
  expect(comment.user_id).toBe('reader')
})
