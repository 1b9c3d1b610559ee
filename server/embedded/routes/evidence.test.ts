import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Activities, activitiesPath } from '#contract/review-paths.ts'
import { modelFolder } from '../../testing/artifacts.ts'
import { model, openWithPolicy, v1 } from '../../testing/policy.ts'

// What approvals were for can be proven later: by the hashes of the files, and by what the log keeps (docs/reviews.md §5).

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('says the hashes of a version’s files, and whether an approval is for the version as it is', async () => {
  const app = await openWithPolicy()
  await app.put(`${modelFolder}/empty`, '')
  await app.policy(
    { target: 'Production', approvals: 2, tags: [{ key: 'validation' }] },
    { target: 'Staging', signature: true },
  )
  await app.call('setVersionTag', { ...v1, key: 'validation', value: 'passed' })
  const move = { ...v1, stage: 'Production' }
  await app.ann('createTransitionRequest', move)
  const approved = (await app.bob('approveTransitionRequest', move)).activity.evidence
  const evidence = await app.call('getEvidence', v1)
  expect(evidence.files).toEqual([
    { path: 'MLmodel', size: 49, sha256: sha256('flavors:\n  python_function:\n    loader_module: m\n') },
    { path: 'empty', size: 0, sha256: sha256('') },
    { path: 'model.pkl', size: 7, sha256: sha256('weights') },
  ])
  // Anybody can compute it from the list.
  const lines = evidence.files.map((file) => `${file.path}\0${file.sha256}`)
  expect(evidence.files_hash).toBe(sha256(lines.join('\n')))
  expect(evidence.approvals).toEqual({
    Production: sha256(JSON.stringify([evidence.files_hash, [['validation', 'passed']], []])),
  })
  expect(approved).toEqual(evidence.approvals)

  // Also where the version is already, which lacks nothing.
  await app.cy('approveTransitionRequest', move)
  expect((await app.call('getEvidence', v1)).approvals).toEqual(approved)
  await app.call('setVersionTag', { ...v1, key: 'validation', value: 'passed twice' })
  expect((await app.call('getEvidence', v1)).approvals).not.toEqual(approved)
  const { activities } = (await (await app.app.request(`/${activitiesPath}?name=${model}`)).json()) as Activities
  expect(activities.flatMap(({ user_id, evidence: kept }) => (kept ? [[user_id, kept]] : []))).toEqual([
    ['cy', approved],
    ['bob', approved],
  ])
})

test('an approval of a version that is one file is for its bytes', async () => {
  const app = await openWithPolicy()
  await app.policy({ target: 'Production', approvals: 2 })
  const path = '1/r1/artifacts/lone.onnx'
  await app.put(path, 'weights')
  const source = `mlflow-artifacts:/${path}`
  const { version } = (await app.call('createVersion', { name: model, source, run_id: 'r1' })).model_version
  const id = { name: model, version }
  expect((await app.call('getEvidence', id)).files).toEqual([{ path: '', size: 7, sha256: sha256('weights') }])
  const move = { ...id, stage: 'Production' }
  await app.ann('createTransitionRequest', move)
  await app.bob('approveTransitionRequest', move)
  await app.put(path, 'other!!')
  const { missing } = await app.call('checkMove', move)
  expect(missing.map(({ text }) => text)).toEqual([expect.stringContaining('bob’s has lapsed')])
})

test('says that files are elsewhere', async () => {
  const app = await openWithPolicy()
  const { version } = (await app.call('createVersion', { name: model, source: 's3://bucket/m' })).model_version
  expect(await app.call('getEvidence', { name: model, version })).toEqual({
    files: [],
    files_hash: sha256('s3://bucket/m'),
    unreadable: 'its files are at s3://bucket/m, which this server cannot read',
    approvals: {},
  })
  await expect(app.call('getEvidence', { name: model, version: '99' })).rejects.toMatchObject({ status: 404 })
})
