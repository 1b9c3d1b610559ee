import { points } from '../plans/metrics.ts'
import type { Answer, Request } from '../engine/wire.ts'

type Point = { run_id: string; step: number; timestamp: number; value: unknown }

const logged = new Set(points.map(([step, timestamp, value]) => JSON.stringify([step, timestamp, value])))
const tell = ({ step, timestamp, value }: Point) => JSON.stringify([step, timestamp, value])
const runsOf = ({ body }: Answer) =>
  Object.groupBy((body as { metrics?: Point[] }).metrics ?? [], ({ run_id }) => run_id)

/**
 * Whether our answer to get-history-bulk-interval is a valid sample. Of a run with more points than `max_results`: at most
 * that many logged points, by step, from the first to the last, both of which MLflow always returns. Of every other run:
 * the same points, once even if the run was named twice.
 */
export function isSample({ query = [] }: Request, real: Answer, ours: Answer): boolean {
  const asked = (name: string) => query.filter(([each]) => each === name).map(([, value]) => value)
  const max = Number(asked('max_results')[0] ?? 2500)
  const [theirs, mine] = [runsOf(real), runsOf(ours)]
  const isTwice = new Set(asked('run_ids')).size < asked('run_ids').length
  const [from = -Infinity, to = Infinity] = [...asked('start_step'), ...asked('end_step')].map(Number)
  const due = points.filter(([step]) => step >= from && step <= to).length
  return Object.entries(theirs).every(([run, all = []]) => {
    const some = mine[run] ?? []
    const told = some.map(tell)
    const once = all.map(tell).filter((point, at, list) => !isTwice || list.indexOf(point) === at)
    if (due <= max || some.length === due) return JSON.stringify(told) === JSON.stringify(once)
    const ends = told.at(-1) === once.at(-1) && (max === 1 || told[0] === once[0])
    const inOrder = some.every(({ step }, at) => step >= (some[at - 1]?.step ?? -Infinity))
    return ends && inOrder && some.length <= max && told.every((point) => logged.has(point) || once.includes(point))
  })
}
