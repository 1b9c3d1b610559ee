import type { Entity, Grammar } from '#contract/filter/filter-grammars.ts'

/**
 * A table of keys and values of the main table's rows, with an index on key and value. `valueIndex`: whether that has the whole value
 * or, for long values, how many of its letters.
 */
export type EntityTable = { table: string; columns: readonly string[]; valueIndex: 'whole' | number }

/** How many letters of a long value are in an index (migrations/005-tag-values.sql, 014-more-values.sql). */
const BEGINNING = 64

/** Maps the names of a filter to tables and columns. */
type SearchTable = {
  table: string
  /** The main table's alias: the caller writes `FROM <table> <alias>`. */
  alias: string
  /** The columns that tell its rows apart. */
  ids: readonly string[]
  /** Key of an attribute → its column, if the names differ. */
  columns: Readonly<Record<string, string>>
  /** Attributes that are numbers in the table and texts in a filter. */
  textInFilters?: readonly string[]
  sides: Partial<Record<Entity, EntityTable>>
  /** Attributes whose index SQLite would not choose by itself, though few rows have a value; `indexedBeside`: the same, only beside other clauses. */
  indexed: readonly string[]
  indexedBeside?: readonly string[]
  /** Attributes that may be NULL, which come last in both directions. */
  nullable: readonly string[]
  /**
   * Orders that sort all matching rows: ids and locations, by which nobody orders, and rare orders of logged models, for which every logged
   * model would pay with an index.
   */
  sorted: readonly string[]
  /** The default order, and the order of ties. */
  order: readonly string[]
  ties: readonly string[]
}

const ofLoggedModels = (table: string, valueIndex: EntityTable['valueIndex']): EntityTable => ({
  table,
  columns: ['model_id'],
  valueIndex,
})

export const searchTables: Record<Grammar, SearchTable> = {
  experiments: {
    table: 'experiments',
    alias: 'e',
    ids: ['experiment_id'],
    columns: {},
    indexed: [],
    sides: { tag: { table: 'main.experiment_tags', columns: ['experiment_id'], valueIndex: BEGINNING } },
    nullable: [],
    sorted: [],
    order: ['e.creation_time DESC', 'e.experiment_id DESC'],
    ties: ['e.experiment_id DESC'],
  },
  runs: {
    table: 'runs',
    alias: 'r',
    ids: ['run_id'],
    columns: {},
    indexed: ['run_id'],
    sides: {
      metric: { table: 'main.latest_metrics', columns: ['run_id'], valueIndex: 'whole' },
      param: { table: 'main.params', columns: ['run_id'], valueIndex: 'whole' },
      tag: { table: 'main.tags', columns: ['run_id'], valueIndex: BEGINNING },
    },
    nullable: ['end_time'],
    sorted: ['run_id', 'artifact_uri'],
    order: ['r.start_time DESC', 'r.run_id'],
    ties: ['r.start_time DESC', 'r.run_id'],
  },
  models: {
    table: 'registered_models',
    alias: 'm',
    ids: ['name'],
    columns: { version: 'newest_version' },
    indexed: [],
    sides: { tag: { table: 'main.registered_model_tags', columns: ['name'], valueIndex: BEGINNING } },
    nullable: ['version'],
    sorted: [],
    order: ['m.name'],
    ties: ['m.name'],
  },
  versions: {
    table: 'model_versions',
    alias: 'v',
    ids: ['name', 'version'],
    columns: { version_number: 'version', source_path: 'source' },
    indexed: [],
    indexedBeside: ['run_id', 'source_path'],
    sides: { tag: { table: 'main.model_version_tags', columns: ['name', 'version'], valueIndex: BEGINNING } },
    nullable: [],
    sorted: [],
    order: ['v.last_updated_timestamp DESC', 'v.name', 'v.version DESC'],
    ties: ['v.name', 'v.version DESC'],
  },
  loggedModels: {
    table: 'logged_models',
    alias: 'l',
    ids: ['model_id'],
    columns: { artifact_location: 'artifact_uri' },
    indexed: ['model_id', 'source_run_id'],
    textInFilters: ['status', 'experiment_id'],
    sides: {
      metric: ofLoggedModels('main.logged_model_metrics', 'whole'),
      param: ofLoggedModels('main.logged_model_params', BEGINNING),
      tag: ofLoggedModels('main.logged_model_tags', BEGINNING),
    },
    nullable: [],
    sorted: ['model_id', 'model_type', 'status', 'source_run_id', 'artifact_location'],
    order: ['l.creation_timestamp_ms DESC', 'l.model_id'],
    ties: ['l.creation_timestamp_ms DESC', 'l.model_id'],
  },
}

/** The main table with its alias, as `FROM` has it. */
export const tableOf = (grammar: Grammar): string => `${searchTables[grammar].table} AS ${searchTables[grammar].alias}`

/** The column that a filter compares for an attribute. */
export function filterColumnOf(grammar: Grammar, key: string): string {
  const column = columnOf(grammar, key)
  return searchTables[grammar].textInFilters?.includes(key) ? `CAST(${column} AS TEXT)` : column
}

/** The column of an attribute, by which results are ordered. */
export function columnOf(grammar: Grammar, key: string, alias = searchTables[grammar].alias): string {
  return `${alias}.${searchTables[grammar].columns[key] ?? key}`
}

/** SQL that joins a side table, with alias `side`, to the main table. */
export function belongsTo(grammar: Grammar, { columns }: EntityTable, side: string): string {
  const { alias } = searchTables[grammar]
  return columns.map((column) => `${side}.${column} = ${alias}.${column}`).join(' AND ')
}
