import { cases } from './cases.ts'
import { measure, type Plan, type Server } from './measure.ts'
import { ratio, spreadOf } from './spread.ts'
import { table } from './table.ts'

/** How many times as long as the sketch a request may take. */
const OF_SKETCH = 1.5

/** Sends every request to the three servers in turn, and prints how they compare. */
export async function compareRequests(
  real: Server,
  mine: Server,
  sketch: Server,
  plan: Plan,
  only: string,
): Promise<void> {
  const row = table(`Requests: median ms of one client, and answers a second for sixteen`, [
    'request',
    'MLflow ms',
    '1/s',
    'sketch ms',
    '1/s',
    'ours ms',
    '1/s',
    'faster c=1',
    'c=16',
    'to be c=1',
    'c=16',
    '× sketch',
    'its processor time',
    'at most',
    'errors',
    '',
  ])
  for (const { name, need, ask } of cases.filter((item) => item.name.includes(only))) {
    const [a, s, b] = await measure([real, sketch, mine], ask, plan)
    if (!a || !s || !b) throw new Error('one of each server')
    const [one, many, above] = [ratio(a.p50, b.p50), ratio(b.rate, a.rate), ratio(b.p50, s.p50)]
    const missed = [one.mid < need[0] || many.mid < need[1] ? '← MLflow' : '', above.mid > OF_SKETCH ? '← sketch' : '']
    const times = [a, s, b].flatMap(({ p50, rate }) => [spreadOf(p50).mid, spreadOf(rate).mid])
    const targets = [one, many, ...need, above, ratio(b.cpu, s.cpu), OF_SKETCH]
    row([name, ...times, ...targets, b.errors + s.errors, missed.join(' ').trim()])
  }
}
