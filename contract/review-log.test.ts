import { expect, test } from 'vitest'
import { processorTime } from '../scripts/processor-time.ts'
import { type ReviewEvent, stageHistory } from './review-log.ts'

const moves = Array.from({ length: 30_000 }, (_, i): ReviewEvent => {
  const [version, turn] = [String(i % 10_000), Math.floor(i / 10_000)]
  const [from_stage, to_stage] = [
    (['None', 'Staging', 'Production'] as const)[turn]!,
    (['Staging', 'Production', 'Archived'] as const)[turn]!,
  ]
  return { number: i, time: i, user: 'ines', kind: 'moved', version, from_stage, to_stage }
})

test('tells the history of a stage in which 10,000 versions were at once without comparing each with all', async () => {
  const holders = moves.slice(0, 10_000).map((move) => ('version' in move ? move.version! : ''))
  const until = moves.slice(0, 20_000)
  expect(stageHistory(until, 'Production', holders)).toHaveLength(10_000)
  expect(await processorTime(() => stageHistory(until, 'Production', holders), 200)).toBeLessThan(200)
  const past = stageHistory(moves, 'Production', [])
  expect(past.every(({ since, until }) => until === since! + 10_000)).toBe(true)
})
