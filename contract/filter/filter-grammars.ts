/** The five searches that take a filter, each with rules of its own (docs/rest-contract.md §9). */
export type Grammar = 'experiments' | 'runs' | 'models' | 'versions' | 'loggedModels'
export type Entity = 'attribute' | 'metric' | 'param' | 'tag' | 'dataset'
export type Comparator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT IN'
  | 'IS NULL'
  | 'IS NOT NULL'

/** string: quoted. number: a literal. integer: a literal without a fraction. version: an integer, quoted or not. */
export type ValueKind = 'string' | 'number' | 'integer' | 'version'
/** The left side of a comparison. `key` is the canonical name of all its aliases. */
export type Operand = { key: string; value: ValueKind; comparators: readonly Comparator[] }

export type Rules = {
  /** Every spelling of an entity → the entity. */
  entities: ReadonlyMap<string, Entity>
  /** Every spelling of an attribute → the attribute. */
  attributes: ReadonlyMap<string, Operand>
  /** For metrics, params and tags, whose keys can be anything. */
  comparators: Partial<Record<Entity, readonly Comparator[]>>
  /** The keys of datasets, which are fixed. */
  datasetKeys: readonly string[]
  /** Whether an attribute's name may be in quotes or backquotes. */
  quotedAttributes: boolean
  /** Every spelling of an attribute that results can be ordered by → its key; then the other entities to order by. */
  order: ReadonlyMap<string, string>
  orderEntities: readonly Entity[]
}

const numeric = ['=', '!=', '>', '>=', '<', '<='] as const
const text = ['=', '!=', 'LIKE', 'ILIKE'] as const
const lists = ['IN', 'NOT IN'] as const
const nulls = ['IS NULL', 'IS NOT NULL'] as const

const operands = (value: ValueKind, comparators: readonly Comparator[], ...names: string[]): [string, Operand][] =>
  names.map((key) => [key, { key, value, comparators }])
const alias = (key: string, value: ValueKind, comparators: readonly Comparator[], ...names: string[]) =>
  names.map((name): [string, Operand] => [name, { key, value, comparators }])
const same = (...names: string[]) => names.map((name): [string, string] => [name, name])

const registryEntities = new Map<string, Entity>([
  ['attribute', 'attribute'],
  ['tag', 'tag'],
  ['tags', 'tag'],
])

export const grammars: Record<Grammar, Rules> = {
  runs: {
    entities: new Map<string, Entity>([
      ...(['metric', 'metrics'] as const).map((name): [string, Entity] => [name, 'metric']),
      ...(['param', 'params', 'parameter', 'parameters'] as const).map((name): [string, Entity] => [name, 'param']),
      ...(['tag', 'tags'] as const).map((name): [string, Entity] => [name, 'tag']),
      ...(['attribute', 'attributes', 'attr', 'run'] as const).map((name): [string, Entity] => [name, 'attribute']),
      ...(['dataset', 'datasets'] as const).map((name): [string, Entity] => [name, 'dataset']),
    ]),
    attributes: new Map([
      ...operands('string', [...text, ...lists], 'run_id'),
      ...operands('string', text, 'run_name', 'status', 'user_id', 'artifact_uri'),
      ...alias('run_name', 'string', text, 'run name', 'Run name', 'Run Name'),
      ...operands('number', numeric, 'start_time', 'end_time'),
      ...alias('start_time', 'number', numeric, 'created', 'Created'),
    ]),
    comparators: {
      metric: numeric,
      param: [...text, ...nulls],
      tag: [...text, ...nulls],
      dataset: [...text, ...lists],
    },
    datasetKeys: ['name', 'digest', 'context'],
    quotedAttributes: true,
    order: new Map([
      ...same('run_id', 'run_name', 'status', 'user_id', 'artifact_uri', 'start_time', 'end_time'),
      ['created', 'start_time'],
      ['Created', 'start_time'],
    ]),
    orderEntities: ['metric', 'param', 'tag'],
  },
  experiments: {
    entities: registryEntities,
    attributes: new Map([
      ...operands('string', text, 'name'),
      ...operands('string', ['=', '!=', ...lists], 'experiment_id'),
      ...operands('integer', numeric, 'creation_time', 'last_update_time'),
    ]),
    comparators: { tag: [...text, ...nulls] },
    datasetKeys: [],
    quotedAttributes: true,
    order: new Map(same('name', 'experiment_id', 'creation_time', 'last_update_time')),
    orderEntities: [],
  },
  models: {
    entities: registryEntities,
    attributes: new Map(operands('string', [...text, ...lists], 'name')),
    comparators: { tag: text },
    datasetKeys: [],
    quotedAttributes: false,
    // MLflow orders only by name and last update. `version` is the highest version of a model.
    order: new Map([
      ...same('name', 'version', 'creation_timestamp', 'last_updated_timestamp'),
      ['timestamp', 'last_updated_timestamp'],
    ]),
    orderEntities: [],
  },
  versions: {
    entities: registryEntities,
    attributes: new Map([
      ...operands('string', [...text, ...lists], 'name', 'run_id'),
      ...operands('string', text, 'source_path'),
      ...operands('version', numeric, 'version_number'),
    ]),
    comparators: { tag: text },
    datasetKeys: [],
    quotedAttributes: false,
    // MLflow refuses `version` (an SQL keyword for its parser) and `timestamp`.
    order: new Map([
      ...same('name', 'version_number', 'creation_timestamp', 'last_updated_timestamp'),
      ['version', 'version_number'],
      ['timestamp', 'last_updated_timestamp'],
    ]),
    orderEntities: [],
  },
  loggedModels: {
    entities: new Map<string, Entity>([
      ['attributes', 'attribute'],
      ['metrics', 'metric'],
      ['params', 'param'],
      ['tags', 'tag'],
    ]),
    attributes: new Map([
      ...operands('string', [...text, ...lists], 'name', 'model_id', 'model_type', 'status', 'source_run_id'),
      ...operands('string', [...text, ...lists], 'experiment_id', 'lifecycle_stage', 'artifact_location'),
      ...alias(
        'creation_timestamp_ms',
        'number',
        numeric,
        'creation_timestamp_ms',
        'creation_timestamp',
        'creation_time',
      ),
      ...alias('last_updated_timestamp_ms', 'number', numeric, 'last_updated_timestamp_ms', 'last_updated_timestamp'),
    ]),
    comparators: { metric: numeric, param: [...text, ...lists], tag: [...text, ...lists] },
    datasetKeys: [],
    quotedAttributes: true,
    order: new Map([
      ...same('name', 'model_id', 'model_type', 'status', 'source_run_id', 'experiment_id', 'lifecycle_stage'),
      ...same('artifact_location', 'creation_timestamp_ms', 'last_updated_timestamp_ms'),
      ['creation_timestamp', 'creation_timestamp_ms'],
      ['creation_time', 'creation_timestamp_ms'],
      ['last_updated_timestamp', 'last_updated_timestamp_ms'],
    ]),
    orderEntities: ['metric'],
  },
}
