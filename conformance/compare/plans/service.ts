import type { Request } from '../engine/wire.ts'
import { type BytesPlan, each, get } from './bytes.ts'

const post = (path: string, body?: unknown): Request => ({ method: 'POST', path, ...(body ? { body } : {}) })
const once = [['x', '1']] as const
const proxy = (call: string) => `api/2.0/mlflow-artifacts/${call}`
const info = 'api/3.0/mlflow/server-info'

/** Service endpoints, and file transfers that the server does not support, so that clients fall back to others. */
export const servicePlans: readonly BytesPlan[] = [
  ...['health', 'version'].map((path) => ({
    route: `GET ${path}`,
    cases: [
      { kind: 'valid' as const, what: path, request: get(path) },
      { kind: 'boundary' as const, what: 'with a query', request: get(path, once) },
      { kind: 'invalid' as const, what: 'by POST', request: post(path, {}) },
    ],
  })),
  {
    route: 'GET server-info',
    cases: [
      ...each('valid', [info, `ajax-${info}`], get),
      { kind: 'boundary', what: 'with a query', request: get(info, once) },
      { kind: 'invalid', what: 'by POST', request: post(info, {}) },
      ...each('invalid', ['api/2.0/mlflow/server-info', `${info}/`], get),
    ],
  },
  ...(['create', 'complete', 'abort'] as const).map((call) => {
    const whole = {
      path: 'a.txt',
      num_parts: 2,
      upload_id: 'u',
      parts: [{ part_number: 1, etag: 'e', url: 'http://h' }],
    }
    const path = proxy(`mpu/${call}/{folder}`)
    return {
      route: `POST mlflow-artifacts/mpu/${call}`,
      cases: [
        { kind: 'valid' as const, what: call, request: post(path, whole) },
        { kind: 'valid' as const, what: 'below ajax-api', request: post(`ajax-${path}`, whole) },
        { kind: 'boundary' as const, what: 'in a folder', request: post(`${path}/dir`, whole) },
        { kind: 'invalid' as const, what: 'nothing', request: post(path, {}) },
        { kind: 'invalid' as const, what: 'by GET', request: get(path) },
      ],
    }
  }),
  {
    route: 'GET mlflow-artifacts/presigned/<path>',
    cases: [
      ...each('valid', ['{folder}/a.txt', '{folder}/dir/b.json'], (path) => get(proxy(`presigned/${path}`))),
      ...each('boundary', ['{folder}/dir', '{folder}/nowhere'], (path) => get(proxy(`presigned/${path}`))),
      { kind: 'invalid', what: 'by POST', request: post(proxy('presigned/{folder}/a.txt'), {}) },
    ],
  },
  ...['download', 'upload'].map((way) => {
    const path = `api/2.0/mlflow/artifacts/presigned-${way}-url`
    return {
      route: `POST artifacts/presigned-${way}-url`,
      cases: [
        { kind: 'valid' as const, what: 'a file', request: post(path, { run_id: '{run}', path: 'a.txt' }) },
        { kind: 'boundary' as const, what: 'no such file', request: post(path, { run_id: '{run}', path: 'nowhere' }) },
        { kind: 'invalid' as const, what: 'nothing', request: post(path, {}) },
        { kind: 'invalid' as const, what: 'no run', request: post(path, { run_id: 'nope', path: 'a.txt' }) },
      ],
    }
  }),
]
