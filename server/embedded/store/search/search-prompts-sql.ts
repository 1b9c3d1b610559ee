import type { Clause } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Sql } from './search-text-sql.ts'

const key = 'mlflow.prompt.is_prompt'
const isAboutPrompts = (clause: Clause) => clause.entity === 'tag' && clause.key === key

/**
 * The clauses that hold for a search, and what is added to them: searches of the registry leave prompts out, and with
 * them every clause about prompts, unless the first of those asks for prompts, in any case (docs/rest-contract.md §8). Of
 * versions, one with the tag hides all of its name.
 */
export function promptScope(grammar: Grammar, clauses: readonly Clause[]): { clauses: readonly Clause[]; more: Sql[] } {
  if ((grammar !== 'models' && grammar !== 'versions') || asksForPrompts(clauses)) return { clauses, more: [] }
  const [table, alias] = grammar === 'models' ? ['registered_model_tags', 'm'] : ['model_version_tags', 'v']
  // Left to itself, the planner reads all tags of all versions of a name once per version.
  const index = grammar === 'versions' ? ' INDEXED BY model_version_tags_by_key' : ''
  const tagged = `SELECT 1 FROM ${table} p${index} WHERE p.key = '${key}' AND p.name = ${alias}.name AND p.value = 'true'`
  return {
    clauses: clauses.filter((clause) => !isAboutPrompts(clause)),
    more: [{ sql: `NOT EXISTS (${tagged})`, params: [] }],
  }
}

function asksForPrompts(clauses: readonly Clause[]): boolean {
  const { comparator, value } = clauses.find(isAboutPrompts) ?? {}
  const text = String(value).toLowerCase()
  return (comparator === '=' && text === 'true') || (comparator === '!=' && text === 'false')
}
