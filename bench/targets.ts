import { type Part, rowOf } from './results.ts'
import { digits, type Spread } from './spread.ts'

/** What is to be reached, and the heading of the note that says why something misses it. */
const targets = {
  'one client, × as fast as MLflow': { is: 'least', why: 'Requests beside MLflow' },
  'sixteen clients, × as fast as MLflow': { is: 'least', why: 'Requests beside MLflow' },
  'one client, × the sketch’s time': { is: 'most', why: 'Requests beside the sketch' },
  'sixteen clients, × the sketch’s time': { is: 'most', why: 'Requests beside the sketch' },
  'processor time, × the sketch’s': { is: 'most', why: 'Requests beside the sketch' },
  'failed requests': { is: 'most', why: 'Requests beside MLflow' },
  'files of 100 MB, × as fast as MLflow': { is: 'least', why: 'Files' },
  'start, s': { is: 'most', why: 'Start, memory and size' },
  'memory, MB': { is: 'most', why: 'Start, memory and size' },
  'size installed, MB': { is: 'most', why: 'Start, memory and size' },
  'page seen, of MLflow’s time': { is: 'most', why: 'Pages' },
  'page’s processor time, of MLflow’s': { is: 'most', why: 'Pages' },
  'page’s requests': { is: 'most', why: 'Pages' },
  'page’s files of code': { is: 'most', why: 'Pages' },
  'page’s API calls': { is: 'most', why: 'Pages' },
  'page’s code, kB': { is: 'most', why: 'Pages' },
  'code of a second page of the same kind, kB': { is: 'most', why: 'Pages' },
  'runs, × as fast as FastTrackML': { is: 'least', why: 'Runs beside FastTrackML' },
  'growth from 100 to 10,000, ×': { is: 'most', why: 'Growth' },
  'p99 beside a pager, × that alone': { is: 'most', why: 'Beside somebody who pages' },
  'a token adds, ms': { is: 'most', why: 'Accounts' },
} as const satisfies Record<string, { is: 'least' | 'most'; why: string }>

type Target = keyof typeof targets
type Judged = { name: string; value: number; limit: number; isMissed: boolean }
let judged = new Map<Target, Judged[]>()

/** Whether a measured value misses its target, by its median. The summary lists it. */
export function misses(target: Target, name: string, measured: number | Spread, limit: number): boolean {
  const value = typeof measured === 'number' ? measured : measured.mid
  const isMissed = targets[target].is === 'most' ? !(value <= limit) : !(value >= limit)
  judged.set(target, [...(judged.get(target) ?? []), { name, value, limit, isMissed }])
  return isMissed
}

/**
 * The rows of the summary for what is judged from now on, by this part. It takes the notes of RESULTS.md, in which are the headings that
 * the rows link to.
 */
export function beginSummary(part: Part): (notes: string) => string[] {
  const all = new Map<Target, Judged[]>()
  judged = all
  return (notes) =>
    [...all].map(([target, items]) => {
      const { is, why } = targets[target]
      const limits = items.map(({ limit }) => limit)
      const [low, high] = [digits(Math.min(...limits)), digits(Math.max(...limits))]
      const missed = items.filter(({ isMissed }) => isMissed)
      const texts = missed.map(
        ({ name, value, limit }) =>
          `${name} ${digits(value) || 'not measured'}${low === high ? '' : ` (${digits(limit)})`}`,
      )
      const link = missed.length > 0 && notes.includes(`### ${why}\n`) ? `[${why}](#${anchorOf(why)})` : ''
      const range = `at ${is} ${low === high ? low : `${low} to ${high}`}`
      const met = `${items.length - missed.length} of ${items.length}`
      return rowOf([part, target, range, met, texts.join('; '), link])
    })
}

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
