import type { Clause } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../../db.ts'
import { PROMPT } from '../registry/model-tags.ts'
import type { Sql } from './search-text-sql.ts'

const isAboutPrompts = (clause: Clause) => clause.entity === 'tag' && clause.key === PROMPT

/**
 * Adds MLflow's rule about prompts to the clauses of a search: searches of the registry leave out prompts, and drop clauses
 * about them, unless the first such clause asks for prompts, in any case (docs/rest-contract.md §8). One version with the
 * tag hides all versions of its name.
 */
export function promptScope(grammar: Grammar, clauses: readonly Clause[]): { clauses: readonly Clause[]; more: Sql[] } {
  if ((grammar !== 'models' && grammar !== 'versions') || asksForPrompts(clauses)) return { clauses, more: [] }
  const [table, alias] = grammar === 'models' ? ['registered_model_tags', 'm'] : ['model_version_tags', 'v']
  // Otherwise the planner reads all tags of all versions of a name once per version.
  const index = grammar === 'versions' ? ' INDEXED BY model_version_tags_by_value' : ''
  const tagged = `SELECT 1 FROM main.${table} p${index} WHERE ${IS_PROMPT}`
  return {
    clauses: clauses.filter((clause) => !isAboutPrompts(clause)),
    // SQLite asks once whether there are prompts at all, and of each row, also of those before a page, only if there are.
    more: [{ sql: `(NOT EXISTS (${tagged}) OR NOT EXISTS (${tagged} AND p.name = ${alias}.name))`, params: [] }],
  }
}

const IS_PROMPT = `p.key = '${PROMPT}' AND substr(p.value, 1, 64) = 'true'`

/** The models that a search leaves out, or their versions `v`, as `FROM` has them. */
export const promptRows = (grammar: 'models' | 'versions'): string =>
  grammar === 'models'
    ? `main.registered_model_tags AS p WHERE ${IS_PROMPT}`
    : `(SELECT DISTINCT p.name FROM main.model_version_tags AS p INDEXED BY model_version_tags_by_value WHERE ${IS_PROMPT}) AS prompt
       CROSS JOIN main.model_versions AS v ON v.name = prompt.name`

/** Whether there may be models that a search leaves out. */
export const hasPrompts = (db: Db, grammar: Grammar): boolean =>
  grammar === 'models' && db.get(`SELECT 1 FROM ${promptRows('models')} LIMIT 1`) !== undefined

function asksForPrompts(clauses: readonly Clause[]): boolean {
  const { comparator, value } = clauses.find(isAboutPrompts) ?? {}
  const text = String(value).toLowerCase()
  return (comparator === '=' && text === 'true') || (comparator === '!=' && text === 'false')
}
