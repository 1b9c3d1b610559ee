import type { EndpointName } from '../../../contract/endpoints.ts'
import { calls } from '../../../contract/calls.ts'
import { generate } from './generate.ts'
import { count, type Ledger, unexplained } from './ledger.ts'
import { exchange, type Pair, requestOf, setName } from './pair.ts'
import type { Plan, Step, Upload } from './plan.ts'
import { aRunWithFiles, type BytesPlan } from '../plans/bytes.ts'
import type { Request } from './wire.ts'

/** Numbers subjects over the whole run, so that requests don't affect each other. */
let subjects = 0

/** Sends all requests of one endpoint to both servers; returns unexplained differences, one line each. */
export async function runPlan(pair: Pair, ledger: Ledger, name: EndpointName, plan: Plan): Promise<string[]> {
  const problems: string[] = []
  const isRead = calls[name].kind === 'read'
  let canStay = false
  await makeSubject(pair, plan.once ?? [])
  for (const { kind, what, request } of generate(name, plan)) {
    if (!canStay) await makeSubject(pair, plan.subject ?? [])
    const found = await exchange(pair, request, plan.keep)
    count(ledger, name, kind)
    problems.push(...unexplained(ledger, name, `${kind}: ${what}`, found))
    const [real, ours] = [found.real.status < 400, found.ours.status < 400]
    // If only one server accepted the request, that is reported already, and the subjects differ from here on.
    if (real && ours) problems.push(...(await check(pair, ledger, plan, `after ${name}, ${kind}: ${what}`)))
    canStay = isRead || (real === ours && (!real || !plan.spends) && !plan.spoils?.test(what))
  }
  if (canStay && !isRead) problems.push(...(await check(pair, ledger, plan, `after all of ${name}`)))
  return problems
}

async function check(pair: Pair, ledger: Ledger, { check = [] }: Plan, when: string): Promise<string[]> {
  const problems: string[] = []
  for (const { call, input } of check)
    problems.push(...unexplained(ledger, call, when, await exchange(pair, requestOf(call, input))))
  return problems
}

/** Creates the same new objects on both servers. Throws if either refuses. */
export async function makeSubject(pair: Pair, steps: readonly (Step | Upload)[]): Promise<void> {
  subjects += 1
  setName(pair, 'n', String(subjects).padStart(6, '0'))
  for (const step of steps) {
    const request = 'upload' in step ? putRequest(step) : requestOf(step.call, step.input)
    const { real, ours } = await exchange(pair, request, 'upload' in step ? {} : step.keep)
    if (real.status >= 400 || ours.status >= 400)
      throw new Error(`${JSON.stringify(step)}: ${JSON.stringify(real.body)} ${JSON.stringify(ours.body)}`)
  }
}

/** A PUT to the artifact proxy; `{folder}` is `{root}` as a path in the proxy. */
export const putRequest = ({ upload, text }: Upload): Request => ({
  method: 'PUT',
  path: `api/2.0/mlflow-artifacts/artifacts/{folder}/${upload.split('/').map(encodeURIComponent).join('/')}`,
  bytes: text,
})

/** Sends the requests of one byte route; returns unexplained differences, one line each. */
export async function runBytes(pair: Pair, ledger: Ledger, { route, subject, cases }: BytesPlan): Promise<string[]> {
  const problems: string[] = []
  await makeSubject(pair, subject ?? aRunWithFiles)
  for (const { kind, what, request } of cases) {
    count(ledger, route, kind)
    problems.push(...unexplained(ledger, route, `${kind}: ${what}`, await exchange(pair, request)))
  }
  return problems
}
