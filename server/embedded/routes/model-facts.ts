import type { Hono } from 'hono'
import { invalid } from '#contract/errors.ts'
import { MOST_FACTS, modelFactsPath } from '#contract/find/model-facts.ts'
import type { Door } from '../access/door.ts'
import { modelFacts } from '../store/registry/model-facts.ts'
import { queryValue } from './artifacts/bytes-request.ts'

export function mountModelFacts(app: Hono, door: Door): void {
  app.get(`/${modelFactsPath}`, (c) =>
    c.json({ facts: modelFacts(door.contextOf(c).db, namesIn(queryValue(c, 'names'))) }),
  )
}

function namesIn(text = ''): string[] {
  const names = listIn(text)
  if (Array.isArray(names) && names.length <= MOST_FACTS && names.every((name) => typeof name === 'string'))
    return names
  throw invalid(`'names' must be a JSON list of at most ${MOST_FACTS} names of models.`)
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no list
  }
}
