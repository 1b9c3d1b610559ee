import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Plan } from '../engine/plan.ts'
import { aRun } from './runs.ts'

/** Paths outside the artifact folder, in many spellings (docs/rest-contract.md §7.5, docs/robustness.md A01). */
export const climbing = [
  '..',
  '../x',
  'a/../../x',
  '/etc/passwd',
  '//etc',
  '%2e%2e/x',
  '%252e%252e/x',
  'file:///etc/passwd',
  'C:/x',
  'C:\\x',
  'a%2f..%2f..',
  '%2Fetc',
]

export const artifactPlans: Record<Extract<EndpointName, 'listArtifacts'>, Plan> = {
  listArtifacts: {
    subject: [
      ...aRun,
      { upload: 'a.txt', text: 'hello' },
      { upload: 'dir/b.json', text: '{}' },
      { upload: 'dir/sub/c é.csv', text: 'a,b' },
      { upload: 'empty', text: '' },
      { upload: 'Z', text: 'z' },
    ],
    base: { run_id: '{run}', path: 'dir' },
    values: {
      run_id: { boundary: [], invalid: ['nope', 'a/b'] },
      run_uuid: { boundary: ['{run}', 'other'] },
      path: {
        valid: ['', 'dir/sub'],
        boundary: [
          'dir/',
          '.',
          './dir',
          'dir/.',
          './/dir/./sub',
          'a.txt',
          'nowhere',
          'empty',
          'dir//sub',
          'x y',
          '...',
          '~',
        ],
        invalid: [...climbing, 'a\0b', 'a\nb', './..', 'a\\..\\b'],
      },
      page_token: { boundary: ['', 'x'] },
    },
  },
}
