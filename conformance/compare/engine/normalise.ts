import type { Side } from './side.ts'
import type { Answer } from './wire.ts'

/**
 * Replaces what always differs between two servers: ids by the name they were captured under, current times, page tokens
 * and invented names. Sorts lists whose order MLflow leaves to its database.
 */
export function normalise(side: Side, answer: Answer, path: string): Answer {
  const body = plain(answer.body, '', labelsOf(side))
  if (!answer.isJson) return { ...answer, body }
  if (path.endsWith('get-latest-versions')) return { ...answer, body: inOrder(body) }
  return { ...answer, body: path.includes('get-history-bulk') ? runByRun(body) : body }
}

/** The newest versions of the stages come in no order; sort them by number. */
function inOrder(body: unknown) {
  const { model_versions: versions, ...rest } = body as { model_versions?: { version: string }[] }
  return versions ? { model_versions: versions.toSorted((a, b) => Number(a.version) - Number(b.version)) } : rest
}

const byName = (a: { run_id: string }[], b: { run_id: string }[]) =>
  (a[0]?.run_id ?? '') < (b[0]?.run_id ?? '') ? -1 : 1

/** Points of several runs come run by run, in the order of random ids. */
function runByRun(body: unknown) {
  const { metrics, ...rest } = body as { metrics?: { run_id: string }[] }
  const runs = metrics && Object.values(Object.groupBy(metrics, ({ run_id }) => run_id)).map((points = []) => points)
  return runs ? { ...rest, metrics: runs.toSorted(byName).flat() } : rest
}

type Labels = { ids: Map<string, string>; numbers: Map<string, string>; steps: readonly number[] }

function labelsOf({ names, url, steps = [] }: Side): Labels {
  const ids = new Map([[url, '<server>/']])
  const numbers = new Map<string, string>()
  for (const [name, value] of names) {
    if (/^(m-)?[0-9a-f]{32}$/.test(value)) ids.set(value, `<${name}>`)
    else if (name.startsWith('experiment')) numbers.set(value, `<${name}>`)
  }
  return { ids, numbers, steps }
}

const isTime = /(time|timestamp)(_ms)?$/
const hour = 3_600_000
/** Lists in no defined order. */
const sets: Record<string, (item: Record<string, unknown>) => string> = {
  tags: (item) => String(item['key']),
  'data.params': (item) => String(item['key']),
  'data.metrics': ({ key, run_id, step, timestamp, value }) => JSON.stringify([key, run_id, step, timestamp, value]),
  latest_versions: (item) => String(item['version']),
  dataset_summaries: (item) => JSON.stringify(item),
  dataset_inputs: ({ dataset }) => JSON.stringify(dataset),
  model_inputs: (item) => String(item['model_id']),
  model_outputs: (item) => String(item['model_id']),
}

function plain(value: unknown, path: string, labels: Labels): unknown {
  const key = path.slice(path.lastIndexOf('.') + 1)
  if (typeof value === 'number') return isTime.test(key) ? plainTime(value, labels) : value
  if (typeof value === 'string') return plainText(value, key, labels)
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, path, labels))
    const order = sets[key] ?? Object.entries(sets).find(([end]) => path.endsWith(`.${end}`))?.[1]
    if (!order || items.some((item) => typeof item !== 'object')) return items
    return (items as Record<string, unknown>[]).toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, `${path}.${name}`, labels)]))
}

/** Replaces a current time by the step it falls in, if steps are counted. */
function plainTime(time: number, { steps }: Labels) {
  if (Math.abs(time - Date.now()) > hour) return time
  const step = steps.findLastIndex((start) => start <= time)
  return step < 0 ? '<now>' : `<step ${step + 1}>`
}

function plainText(text: string, key: string, { ids, numbers }: Labels): string {
  if (key === 'next_page_token') return text === '' ? '' : '<token>'
  if (key === 'experiment_id') return numbers.get(text) ?? text
  let plain = text
  for (const [id, label] of ids) plain = plain.replaceAll(id, label)
  return plain
    .replaceAll(/\b(?:m-)?[0-9a-f]{32}\b/g, '<id>')
    .replaceAll(
      /(?<=\bid[ =]|experiment |mlflow-artifacts:\/)\d+\b|\b\d+(?=\/(?:models\/)?<)/g,
      (id) => numbers.get(id) ?? id,
    )
    .replaceAll(/^[a-z]+-[a-z]+-\d+$/g, '<invented>')
    .replaceAll(/(?<=[{[(])('[^'{}[\]()]*'(?:, '[^'{}[\]()]*')+)(?=[}\])])/g, (list) =>
      list.split(', ').toSorted().join(', '),
    )
}
