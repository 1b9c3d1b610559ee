import { expect, test } from 'vitest'
import { openTurns } from './turns.ts'

test('takes steps of answers that begin and of those that go on in turn, whoever came first', async () => {
  const turn = openTurns()
  const taken: string[] = []
  const steps = ['a2', 'b2', 'c2', 'd1', 'e1', 'f2']
  await Promise.all(steps.map((step) => turn(step.endsWith('1'), () => taken.push(step))))
  expect(taken).toEqual(['d1', 'a2', 'e1', 'b2', 'c2', 'f2'])
  await Promise.all(['a1', 'b1', 'c1', 'd2'].map((step) => turn(step.endsWith('1'), () => taken.push(step))))
  expect(taken.slice(6)).toEqual(['a1', 'd2', 'b1', 'c1'])
})

test('rejects with what a step throws, and goes on with the others', async () => {
  const turn = openTurns()
  const broken = turn(true, () => {
    throw new Error('broken')
  })
  const other = turn(true, () => 'other')
  await expect(broken).rejects.toThrow('broken')
  await expect(other).resolves.toBe('other')
})
