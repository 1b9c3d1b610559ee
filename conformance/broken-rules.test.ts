import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../testbed/server.ts'
import { defaultPaths, walks } from './compare/walks/all-walks.ts'
import { type BrokenRule, brokenRules, sendBreaking } from './compare/engine/broken-rules.ts'
import { newLedger } from './compare/engine/ledger.ts'
import type { Pair } from './compare/engine/pair.ts'
import { sideAt } from './compare/engine/side.ts'
import { takeWalk } from './compare/walks/walk.ts'

// Shows that the comparison can fail: compares a server that breaks one rule with a correct one, which plays MLflow.
let pair: Pair
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  const servers = await Promise.all([startServer(), startServer()])
  stops.push(...servers.map(({ stop }) => stop))
  const [real, ours] = servers
  pair = { real: sideAt(real.url), ours: sideAt(ours.url) }
})
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
})

/** The first difference found in a server that breaks this rule. */
async function caught(rule: BrokenRule): Promise<string | undefined> {
  const broken = { real: pair.real, ours: { ...pair.ours, send: sendBreaking(rule) } }
  for (const path of defaultPaths(rule.walk)) {
    const fault = await takeWalk(broken, newLedger(), rule.walk, path)
    if (fault) return fault.problems.join('\n')
  }
  return undefined
}

test.each(walks)('finds nothing wrong with a correct server in $name', async (walk) => {
  expect(await caught({ rule: 'none', walk, breaks: (request, honest) => honest(request) })).toBeUndefined()
})

test.each(brokenRules)('catches a server that breaks this rule: $rule', async (rule) => {
  expect(await caught(rule)).toBeDefined()
})
