import type { Clause } from '#contract/filter.ts'
import type { Grammar } from '#contract/filter-grammars.ts'
import type { Sql } from './search-text-sql.ts'

const key = 'mlflow.prompt.is_prompt'

const asks = ({ comparator, value }: Clause, wanted: 'true' | 'false') =>
  (comparator === '=' && value === wanted) || (comparator === '!=' && value === (wanted === 'true' ? 'false' : 'true'))

const isAboutPrompts = (clause: Clause) => clause.entity === 'tag' && clause.key === key

/** Whether a clause only says that prompts are to be left out, which is so anyway: models do not have the tag. */
export function hidesPrompts(grammar: Grammar, clause: Clause): boolean {
  return (grammar === 'models' || grammar === 'versions') && isAboutPrompts(clause) && asks(clause, 'false')
}

/**
 * Leaves out prompts, unless a clause asks for them (rest-contract §8). Of versions, one with the tag
 * hides all of its name.
 */
export function promptSql(grammar: 'models' | 'versions', clauses: readonly Clause[]): Sql {
  const isWanted = clauses.some((clause) => isAboutPrompts(clause) && asks(clause, 'true'))
  const [table, alias] = grammar === 'models' ? ['registered_model_tags', 'm'] : ['model_version_tags', 'v']
  const ofThis = isWanted && grammar === 'versions' ? ` AND p.version = v.version` : ''
  // Left to itself, the planner reads all tags of all versions of a name once per version.
  const index = grammar === 'versions' ? ' INDEXED BY model_version_tags_by_key' : ''
  const tagged = `SELECT 1 FROM ${table} p${index} WHERE p.key = '${key}' AND p.name = ${alias}.name${ofThis} AND p.value = 'true'`
  return { sql: `${isWanted ? '' : 'NOT '}EXISTS (${tagged})`, params: [] }
}
