import { cases } from './cases.ts'
import { type Figures, measure, type Plan, type Server } from './measure.ts'
import { type Spread, ratio, spreadOf } from './spread.ts'
import { type Cell, table } from './table.ts'
import { misses } from './targets.ts'

const BESIDE_MLFLOW = ['request', 'MLflow ms', '1/s', 'ours ms', '1/s', 'one client ×', 'to be', 'sixteen ×', 'to be']
/** How many times as long as the sketch a request may take. */
const OF_SKETCH = 1.5

/** `told`: writes with a change what the product must, and MLflow does not. */
export type Sketches = { sketch: Server; told: Server }

/** The server of another checkout. */
export type Before = Server & { commit: string }

/** Sends every request to these servers in turn, and prints how they compare. */
export async function compareRequests(
  real: Server,
  mine: Server,
  { sketch, told }: Sketches,
  plan: Plan,
  only: string,
  before?: Before,
): Promise<void> {
  const besideMlflow = table(
    'Requests beside MLflow: median ms of one client, and answers a second for sixteen',
    [...BESIDE_MLFLOW, 'the sketch ×: one', 'sixteen', 'failed', ''],
    '× is how many times as fast as MLflow. “Too high for the sketch” marks a target that the bare sketch does not reach here either.',
  )
  const besideSketch = table(
    'Requests beside the sketch: median ms of one client, and answers a second for sixteen',
    [
      'request',
      'sketch ms',
      '1/s',
      'processor ms',
      'ours ms',
      '1/s',
      'processor ms',
      'one client ×',
      'sixteen ×',
      'processor time ×',
      'at most',
      'of one that writes as much ×',
      '',
    ],
    `× is how many times as long as the sketch. The empty request is answered with a constant: its processor time is in every row below. “Of one that writes as much”: of the processor time of a sketch that also writes the log and the texts that models are found by.`,
  )
  const besideBefore = before && tableOfBefore(before.commit)
  for (const { name, need, isTold, ask } of cases.filter((item) => item.name.includes(only))) {
    const others = [...(before ? [before] : []), ...(isTold ? [told] : [])]
    const [a, s, b, ...more] = await measure([real, sketch, mine, ...others], ask, plan)
    if (!a || !s || !b) throw new Error('one of each server')
    const old = before && more.shift()
    besideMlflow(rowOfMlflow(name, need, a, s, b))
    besideSketch(rowOfSketch(name, need !== undefined, s, b, more[0]))
    if (old) besideBefore?.(rowOfBefore(name, a, old, b))
  }
}

function tableOfBefore(commit: string) {
  return table(
    `Requests beside ${commit}, before: median ms of one client, and answers a second for sixteen`,
    [
      'request',
      'before ms',
      '1/s',
      'processor ms',
      'now ms',
      '1/s',
      'processor ms',
      'one client, × as fast',
      'sixteen, × as fast',
      'processor time ×',
      'before, × as fast as MLflow: one',
      'sixteen',
    ],
    'All three servers were measured in turn, in the same rounds as above.',
  )
}

const rowOfBefore = (name: string, real: Figures, old: Figures, b: Figures): Cell[] => [
  name,
  ...middles(old),
  ...middles(b),
  ratio(old.p50, b.p50),
  ratio(b.rate, old.rate),
  ratio(b.cpu, old.cpu),
  ratio(real.p50, old.p50),
  ratio(old.rate, real.rate),
]

/** Sends the requests for pages of models to both, among `count` models, and prints how they compare. */
export async function compareLists(
  real: Server,
  mine: Server,
  count: number,
  plan: Plan,
  only: string,
  before?: Before,
): Promise<void> {
  const besideMlflow = table(
    `Pages of ${count} models beside MLflow: median ms of one client, and answers a second for sixteen`,
    [...BESIDE_MLFLOW, 'failed', '', ...(before ? ['before ms', '1/s'] : [])],
    `× is how many times as fast as MLflow.${before ? ` Before is ${before.commit}.` : ''}`,
  )
  for (const { name, need, ask } of cases.filter(
    (item) => item.name.startsWith('models,') && item.name.includes(only),
  )) {
    const [a, b, old] = await measure([real, mine, ...(before ? [before] : [])], ask, plan)
    if (!a || !b) throw new Error('one of each server')
    const [, ...cells] = rowOfMlflow(`${name}, of ${count}`, need, a, undefined, b)
    besideMlflow([name, ...cells, ...(old ? middles(old).slice(0, 2) : [])])
  }
}

function rowOfMlflow(
  name: string,
  need: readonly [number, number] | undefined,
  a: Figures,
  s: Figures | undefined,
  b: Figures,
) {
  const [one, many] = [ratio(a.p50, b.p50), ratio(b.rate, a.rate)]
  const [sketchOne, sketchMany] = s ? [ratio(a.p50, s.p50).mid, ratio(s.rate, a.rate).mid] : []
  const times = [a, b].flatMap(({ p50, rate }) => [spreadOf(p50).mid, spreadOf(rate).mid])
  const missed: string[] = []
  if (need) {
    if (misses('one client, × as fast as MLflow', name, one, need[0]))
      missed.push(`one client${tooHighFor(sketchOne, need[0])}`)
    if (misses('sixteen clients, × as fast as MLflow', name, many, need[1]))
      missed.push(`sixteen${tooHighFor(sketchMany, need[1])}`)
  }
  if (misses('failed requests', name, b.errors, 0)) missed.push('failed')
  const targets: Cell[] = [one, need?.[0] ?? '', many, need?.[1] ?? '']
  const ofSketch: Cell[] = sketchOne && sketchMany ? [sketchOne, sketchMany] : []
  return [name, ...times, ...targets, ...ofSketch, b.errors, mark(missed)]
}

function rowOfSketch(name: string, isJudged: boolean, s: Figures, b: Figures, told: Figures | undefined) {
  const [one, many, cpu] = [ratio(b.p50, s.p50), ratio(s.rate, b.rate), ratio(b.cpu, s.cpu)]
  const judged: [Parameters<typeof misses>[0], string, Spread][] = [
    ['one client, × the sketch’s time', 'one client', one],
    ['sixteen clients, × the sketch’s time', 'sixteen', many],
    ['processor time, × the sketch’s', 'processor', cpu],
  ]
  const missed = isJudged ? judged.filter(([target, , value]) => misses(target, name, value, OF_SKETCH)) : []
  return [
    name,
    ...middles(s),
    ...middles(b),
    one,
    many,
    cpu,
    isJudged ? OF_SKETCH : '',
    told ? ratio(b.cpu, told.cpu) : '',
    mark(missed.map(([, at]) => at)),
  ]
}

const middles = ({ p50, rate, cpu }: Figures) => [p50, rate, cpu].map((values) => spreadOf(values).mid)
const tooHighFor = (sketch = Infinity, least: number) => (sketch < least ? ' (too high for the sketch)' : '')
const mark = (missed: readonly string[]) => (missed.length > 0 ? `← ${missed.join(', ')}` : '')
