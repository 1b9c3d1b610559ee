import { expect, test } from 'vitest'
import { openTurn } from './turn.ts'

test('gives one of several long works a turn before it hears others', async () => {
  let [round, isWorking] = [0, true]
  const count = () => {
    round += 1
    if (isWorking) setImmediate(count)
  }
  count()
  const rounds: number[] = []
  const work = async () => {
    const turn = openTurn()
    for (let at = 0; at < 4; at += 1) {
      await turn.next()
      rounds.push(round)
    }
  }
  await Promise.all(Array.from({ length: 5 }, work))
  isWorking = false
  expect(rounds).toHaveLength(20)
  expect(new Set(rounds).size).toBe(20)
})
