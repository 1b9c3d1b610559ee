import { beforeEach, expect, test, vi } from 'vitest'
import { rightsOnServer, rightsTo } from './rights-request.ts'

const inDocument = vi.hoisted(() => ({ texts: [] as string[] }))
const call = vi.hoisted(() => vi.fn())
vi.mock('../client.ts', () => ({ call }))
vi.mock('../caller/early-calls.ts', () => ({ earlyAnswersAt: () => inDocument.texts }))

beforeEach(() => {
  inDocument.texts = []
  call.mockReset()
})

const may = (edit: boolean) => ({ edit })

test('asks nothing that the document tells', async () => {
  const experiments = [{ experiment_id: '7', may: may(true) }]
  inDocument.texts = [
    JSON.stringify({ create: true, models: [{ name: 'm', may: may(false) }], experiments: [] }),
    JSON.stringify({ create: true, models: [], experiments }),
  ]
  expect(await rightsOnServer()).toEqual({ create: true })
  expect(await rightsTo({ model: 'm' })).toEqual(may(false))
  expect(await rightsTo({ experiment_id: '7' })).toEqual(may(true))
  expect(call).not.toHaveBeenCalled()
})

test('asks for the rest in one request', async () => {
  call.mockResolvedValue({ create: false, models: [{ name: 'b', may: may(true) }], experiments: [] })
  const asked = [rightsTo({ model: 'a' }), rightsTo({ model: 'b' }), rightsTo({ experiment_id: '7' })]
  expect(await Promise.all(asked)).toEqual([null, may(true), null])
  expect(call.mock.calls).toEqual([['getRights', { models: ['a', 'b'], experiment_ids: ['7'] }]])
})
