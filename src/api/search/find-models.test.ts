import { expect, test, vi } from 'vitest'

vi.mock('../client.ts', () => ({}))
vi.mock('../server-info.ts', () => ({ serverInfo: {} }))

const { findInput } = await import('./find-models.ts')

test('asks for no more of a long word than the server takes, and no half of a letter', () => {
  const long = `a${'🚲'.repeat(150)}`
  expect(findInput([long, 'fares'], '').words).toEqual([`a${'🚲'.repeat(99)}`, 'fares'])
})
