/** The type of a field, and values of other types: true and 1.5 are not integers, names are not numbers. */
export const wrong = {
  text: [1, 1.5, true, {}, [], ['x']],
  whole: ['x', 1.5, true, {}, [], '', ' 1', '1.5', '0x10', '1e3', '１', '9223372036854775808'],
  double: ['x', true, {}, [], '', '0x10', ' 1'],
  flag: ['x', 1, 0, {}, [], 'yes', 'true', ''],
  list: ['x', 1, true, {}, ['x'], [1], [null], [[]]],
  texts: ['x', 1, {}, [1], [true], [{}]],
  /** An enum. Its numbers are accepted, as in protobuf's JSON. */
  one: [99, 1.5, true, {}, [], 'NONSENSE'],
}

type Body = Record<string, unknown>

/** Writes and searches: a valid body, and the types of its fields; a star marks required ones. */
export const routes: [route: string, body: Body, fields: string][] = [
  ['POST experiments/create', { name: 'e' }, 'name*:text artifact_location:text tags:list'],
  ['POST experiments/update', { experiment_id: '0', new_name: 'x' }, 'experiment_id*:text new_name*:text'],
  ['POST experiments/delete', { experiment_id: '0' }, 'experiment_id*:text'],
  ['POST experiments/restore', { experiment_id: '0' }, 'experiment_id*:text'],
  [
    'POST experiments/search',
    { max_results: 5 },
    'max_results*:whole filter:text order_by:texts view_type:one page_token:text',
  ],
  [
    'POST experiments/set-experiment-tag',
    { experiment_id: '0', key: 'k', value: 'v' },
    'experiment_id*:text key*:text value:text',
  ],
  ['POST experiments/delete-experiment-tag', { experiment_id: '0', key: 'k' }, 'experiment_id*:text key*:text'],
  ['POST experiments/search-datasets', { experiment_ids: ['0'] }, 'experiment_ids*:texts'],
  [
    'POST runs/create',
    { experiment_id: '0' },
    'experiment_id*:text start_time:whole run_name:text user_id:text tags:list',
  ],
  ['POST runs/update', { run_id: '{run}' }, 'run_id*:text status:one end_time:whole run_name:text'],
  ['POST runs/delete', { run_id: '{run}' }, 'run_id*:text'],
  ['POST runs/restore', { run_id: '{run}' }, 'run_id*:text'],
  [
    'POST runs/log-metric',
    { run_id: '{run}', key: 'k', value: 1, timestamp: 1 },
    'run_id*:text key*:text value*:double timestamp*:whole step:whole',
  ],
  ['POST runs/log-parameter', { run_id: '{run}', key: 'k', value: 'v' }, 'run_id*:text key*:text value:text'],
  ['POST runs/set-tag', { run_id: '{run}', key: 'k', value: 'v' }, 'run_id*:text key*:text value:text'],
  ['POST runs/delete-tag', { run_id: '{run}', key: 'k' }, 'run_id*:text key*:text'],
  ['POST runs/log-batch', { run_id: '{run}' }, 'run_id*:text metrics:list params:list tags:list'],
  ['POST runs/log-inputs', { run_id: '{run}', datasets: [] }, 'run_id*:text datasets:list models:list'],
  ['POST runs/outputs', { run_id: '{run}', models: [{ model_id: '{model}', step: 0 }] }, 'run_id*:text models*:list'],
  ['POST runs/log-model', { run_id: '{run}', model_json: '{}' }, 'run_id*:text model_json*:text'],
  [
    'POST runs/search',
    { experiment_ids: ['0'] },
    'experiment_ids:texts filter:text max_results:whole order_by:texts run_view_type:one page_token:text',
  ],
  [
    'POST logged-models',
    { experiment_id: '0' },
    'experiment_id*:text name:text model_type:text source_run_id:text params:list tags:list',
  ],
  [
    'POST logged-models/search',
    { experiment_ids: ['0'] },
    'experiment_ids*:texts filter:text datasets:list max_results:whole order_by:list page_token:text',
  ],
  ['POST logged-models/{model}/params', { model_id: '{model}' }, 'params:list'],
  ['PATCH logged-models/{model}/tags', {}, 'tags:list'],
  ['PATCH logged-models/{model}', { model_id: '{model}', status: 'LOGGED_MODEL_READY' }, 'status*:one'],
  ['POST registered-models/create', { name: 'new' }, 'name*:text description:text tags:list'],
  ['PATCH registered-models/update', { name: 'm' }, 'name*:text description:text'],
  ['POST registered-models/rename', { name: 'm2', new_name: 'm3' }, 'name*:text new_name*:text'],
  ['DELETE registered-models/delete', { name: 'm2' }, 'name*:text'],
  ['POST registered-models/get-latest-versions', { name: 'm' }, 'name*:text stages:texts'],
  ['POST registered-models/set-tag', { name: 'm', key: 'k', value: 'v' }, 'name*:text key*:text value:text'],
  ['DELETE registered-models/delete-tag', { name: 'm', key: 'k' }, 'name*:text key*:text'],
  ['POST registered-models/alias', { name: 'm', alias: 'a', version: '1' }, 'name*:text alias*:text version*:text'],
  ['DELETE registered-models/alias', { name: 'm', alias: 'a' }, 'name*:text alias*:text'],
  [
    'POST model-versions/create',
    { name: 'm', source: 's3://b/k' },
    'name*:text source*:text run_id:text description:text run_link:text model_id:text tags:list',
  ],
  ['PATCH model-versions/update', { name: 'm', version: '1' }, 'name*:text version*:text description:text'],
  ['DELETE model-versions/delete', { name: 'm2', version: '1' }, 'name*:text version*:text'],
  [
    'POST model-versions/transition-stage',
    { name: 'm', version: '1', stage: 'Staging' },
    'name*:text version*:text stage*:text archive_existing_versions:flag',
  ],
  [
    'POST model-versions/set-tag',
    { name: 'm', version: '1', key: 'k', value: 'v' },
    'name*:text version*:text key*:text value:text',
  ],
  ['DELETE model-versions/delete-tag', { name: 'm', version: '1', key: 'k' }, 'name*:text version*:text key*:text'],
]

/** Lists within a write: a valid item, and the types of its fields. */
export const lists: [route: string, body: Body, field: string, item: Body, fields: string][] = [
  [
    'POST runs/log-batch',
    { run_id: '{run}' },
    'metrics',
    { key: 'k', value: 1, timestamp: 1 },
    'key:text value:double timestamp:whole step:whole',
  ],
  ['POST runs/log-batch', { run_id: '{run}' }, 'params', { key: 'k', value: 'v' }, 'key:text value:text'],
  ['POST runs/log-batch', { run_id: '{run}' }, 'tags', { key: 'k', value: 'v' }, 'key:text value:text'],
  ['POST runs/create', { experiment_id: '0' }, 'tags', { key: 'k', value: 'v' }, 'key:text value:text'],
  ['POST runs/outputs', { run_id: '{run}' }, 'models', { model_id: 'm', step: 1 }, 'model_id:text step:whole'],
  ['POST logged-models', { experiment_id: '0' }, 'params', { key: 'k', value: 'v' }, 'key:text value:text'],
  ['POST logged-models', { experiment_id: '0' }, 'tags', { key: 'k', value: 'v' }, 'key:text value:text'],
  ['POST experiments/create', { name: 'e' }, 'tags', { key: 'k', value: 'v' }, 'key:text value:text'],
  ['POST registered-models/create', { name: 'new' }, 'tags', { key: 'k', value: 'v' }, 'key:text value:text'],
  [
    'POST model-versions/create',
    { name: 'm', source: 's3://b/k' },
    'tags',
    { key: 'k', value: 'v' },
    'key:text value:text',
  ],
]
