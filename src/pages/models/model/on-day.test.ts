import { expect, test } from 'vitest'
import type { StageStay } from '#contract/review-log.ts'
import { onDay } from './on-day.ts'

const at = (time: string) => Date.parse(`2026-11-${time}Z`)
const stay = (version: string, since?: string, until?: string): StageStay => ({
  version,
  stage: 'Production',
  ...(since !== undefined && { since: at(since) }),
  ...(until !== undefined && { until: at(until) }),
})
const stays = [
  stay('1', undefined, '03T12:00:00'),
  stay('2', '03T12:00:00', '05T00:00:00'),
  stay('3', '05T00:00:00', '05T00:00:00'),
  stay('4', '07T09:00:00'),
  stay('5', '09T09:00:00'),
]
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

test.each([
  ['01', ['1']],
  ['03', ['1', '2']],
  ['04', ['2']],
  ['05', ['3']],
  ['06', []],
  ['07', ['4']],
  ['09', ['4', '5']],
  ['30', ['4', '5']],
])('November %s: versions %j', (day, versions) => {
  expect(onDay(stays, `2026-11-${day}`, dayOf).map(({ version }) => version)).toEqual(versions)
})
