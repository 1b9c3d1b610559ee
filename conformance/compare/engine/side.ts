import { type Answer, type Request, send } from './wire.ts'

/** One of the two servers, with the values captured from its answers. */
export type Side = {
  url: string
  names: Map<string, string>
  /** When each step of a walk began, to replace the times in answers by steps. */
  steps?: readonly number[]
  /** Replaces `send`, for a server that breaks a rule on purpose. */
  send?: typeof send
}

export const sideAt = (url: string): Side => ({ url, names: new Map() })

/** Fills in the `{names}` of a request with this server's values, and sends it. */
export async function ask(side: Side, request: Request): Promise<Answer> {
  return (side.send ?? send)(side.url, fill(request, side.names) as Request) // filling keeps the shape
}

function fill(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.replaceAll(/\{(\w+)\}/g, (all, name: string) => names.get(name) ?? all)
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => fill(item, names))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, names)]))
}

/** Keeps the value at `path` (`run.info.run_id`) of an answer under `name`. Throws if there is none. */
export function capture(side: Side, name: string, path: string, answer: Answer): void {
  const value = path
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], answer.body)
  if (typeof value !== 'string')
    throw new Error(`${side.url} has no value at ${path} in its answer: ${JSON.stringify(answer.body).slice(0, 300)}`)
  side.names.set(name, value)
  if (name === 'root') side.names.set('folder', value.replace('mlflow-artifacts:/', ''))
}
