import { expect, test } from 'vitest'
import { paths } from './paths.ts'
import { artifactPath } from './route-params.ts'

const odd = 'a%2Fb/100%/ä #?&+ %20/x.txt'

test.each([
  [paths.runArtifacts('r', odd), odd],
  [paths.loggedModelArtifacts('m-1', odd), odd],
  [paths.versionArtifacts({ name: 'a/artifacts', version: '1' }, odd), odd],
  [paths.runArtifacts('r'), ''],
  ['/runs/r/artifacts/', ''],
  ['/runs/r/artifacts/model/', 'model'],
  ['/runs/r/artifacts/typed 100%.txt', 'typed 100%.txt'],
  ['/runs/r/artifacts/artifacts/x', 'artifacts/x'],
])('%s selects %j', (pathname, path) => {
  expect(artifactPath(pathname)).toBe(path)
})

test.each(['/runs/r', '/runs/r/metrics', '/models/artifacts', '/models/x/versions/1'])(
  '%s selects nothing',
  (pathname) => {
    expect(artifactPath(pathname)).toBeUndefined()
  },
)
