import { expect, test } from 'vitest'
import { processorTime } from '../scripts/processor-time.ts'
import { openRequests, type ReviewEvent, stageHistory } from './review-log.ts'

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

test('tells which requests are open after 20,000 moves that were undone without comparing each with all', async () => {
  const asked: ReviewEvent = {
    number: 1,
    time: 1,
    user: 'ines',
    kind: 'requested',
    version: '1',
    from_stage: 'None',
    to_stage: 'Staging',
  }
  const about = { user: 'ines', version: '1', to_stage: 'Staging' as const }
  const undone = Array.from({ length: 20_000 }, (_, at): ReviewEvent[] => [
    { ...about, number: 2 * at + 2, time: at, kind: 'moved', from_stage: 'None' },
    { ...about, number: 2 * at + 3, time: at, kind: 'undone', of: 2 * at + 2, from_stage: 'None' },
  ]).flat()
  expect(openRequests([asked, ...undone])).toEqual([asked])
  expect(openRequests([asked, ...undone.slice(0, -1)])).toEqual([])
  expect(await processorTime(() => openRequests([asked, ...undone]), 200)).toBeLessThan(200)
})
