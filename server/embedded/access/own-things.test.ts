import { afterEach, expect, test } from 'vitest'
import { type Activities, activitiesPath } from '#contract/review-paths.ts'
import { withOpenThings } from '../../testing/levels.ts'
import { type Db, openDb } from '../db.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'
import { createComment, deleteComment, updateComment } from '../store/reviews/comments.ts'
import { createRequest } from '../store/reviews/requests.ts'
import { undoMove } from '../store/reviews/undo.ts'

const { world, on, as } = withOpenThings()

/** The same data, as a server without accounts opens it. */
let withoutAccounts: Db | undefined
afterEach(() => withoutAccounts?.close())
function openWithoutAccounts(): Db {
  const { file } = world.db.get<{ file: string }>('PRAGMA database_list')! // it has at least `main`
  return (withoutAccounts = openDb(file))
}

/** What everybody did until now, as if it had been done under the same names before there were accounts. */
const beforeAccounts = () =>
  world.db.write(() => world.db.run("UPDATE review_events SET data = json_remove(data, '$.verified')"))

async function activities(): Promise<Activities['activities']> {
  const path = `/${activitiesPath}?name=${on.model}&version=2`
  const answer = await world.app.request(path, { headers: world.headersOf('producer') })
  return ((await answer.json()) as Activities).activities
}

test('what somebody of the same name did before there were accounts is not one’s own', async () => {
  const version = { name: on.model, version: '2' }
  const producer = as('producer')
  const { comment } = await producer('createComment', { ...version, comment: 'first' })
  const request = { ...version, stage: 'Staging' }
  const opened = await producer('createTransitionRequest', request)
  expect((await activities()).slice(0, 2)).toMatchObject([{ verified: true }, { verified: true }])
  const move = { ...version, version: '1', stage: 'Production', archive_existing_versions: false }
  const { activity_id: id = '' } = await producer('moveWorkspaceVersion', move)
  await beforeAccounts()
  const refused = { status: 403 }
  await expect(producer('updateComment', { id: comment.id, comment: 'other' })).rejects.toMatchObject({
    ...refused,
    message: 'This comment was written before this server had accounts, so nobody can change it.',
  })
  await expect(producer('deleteComment', { id: comment.id })).rejects.toMatchObject(refused)
  await expect(producer('undoMove', { id })).rejects.toMatchObject({
    ...refused,
    message: 'This move was made before this server had accounts, so nobody can undo it.',
  })
  const withdrawal = { ...request, creator: 'producer' }
  await expect(producer('deleteTransitionRequest', withdrawal)).rejects.toMatchObject(refused)
  expect((await activities()).filter((activity) => 'verified' in activity)).toEqual([])
  expect((await producer('createTransitionRequest', request)).request.id).toBe(opened.request.id)
  const { requests = [] } = await producer('listTransitionRequests', version)
  expect(requests.filter(({ user_id }) => user_id === 'producer')).toHaveLength(1)
  await as('admin')('deleteTransitionRequest', withdrawal)
})

test('what an account did is nobody’s own while the server has no accounts', async () => {
  const version = { name: on.model, version: '2' }
  const producer = as('producer')
  const { comment } = await producer('createComment', { ...version, comment: 'first' })
  const move = { ...version, stage: 'Staging', archive_existing_versions: false }
  const { activity_id: id = '' } = await producer('moveWorkspaceVersion', move)
  const db = openWithoutAccounts()
  const refused = {
    status: 403,
    message: expect.stringMatching(/by an account, so nobody can .* while this server has none/),
  }
  const artifacts = openArtifacts('unused', 'unused')
  for (const change of [
    () => updateComment(db, comment.id, 'other', 'producer'),
    () => deleteComment(db, comment.id, 'producer'),
    () => undoMove(db, id, 'producer', artifacts),
  ])
    await expect(db.write(change)).rejects.toMatchObject(refused)
})

test('what was done under an account’s name while the server had no accounts is nobody’s own afterwards', async () => {
  const version = { name: on.model, version: '2' }
  const db = openWithoutAccounts()
  const request = { ...version, stage: 'Staging' }
  const { id } = await db.write(() => {
    createRequest(db, request, 'producer')
    return createComment(db, version, 'in her name', 'producer')
  })
  const [comment, asked] = await activities()
  expect([comment, asked].map((activity) => [activity?.user_id, activity?.verified])).toEqual([
    ['producer', undefined],
    ['producer', undefined],
  ])
  const producer = as('producer')
  await expect(producer('deleteComment', { id })).rejects.toMatchObject({ status: 403 })
  await expect(producer('deleteTransitionRequest', { ...request, creator: 'producer' })).rejects.toMatchObject({
    status: 403,
  })
})
