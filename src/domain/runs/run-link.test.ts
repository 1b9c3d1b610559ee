import { expect, test } from 'vitest'
import { runLinkUrl } from './run-link.ts'

test.each([
  ['https://tracking.example/#/experiments/1/runs/a', 'https://tracking.example/#/experiments/1/runs/a'],
  ['http://10.0.0.3:5000/x?o=1', 'http://10.0.0.3:5000/x?o=1'],
  ['https://user:token@tracking.example/runs', 'https://tracking.example/runs'],
])('opens %s', (link, url) => expect(runLinkUrl(link)).toBe(url))

test.each([undefined, '', 'runs/a', '//host/a', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])(
  'opens nothing for %s',
  (link) => expect(runLinkUrl(link)).toBeUndefined(),
)
