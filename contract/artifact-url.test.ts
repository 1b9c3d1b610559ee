import { expect, test } from 'vitest'
import { artifactUrl } from './artifact-url.ts'

// The argument may have many more fields than the owner.
const more = { requirements: ['mlflow'.repeat(1000)], parsed: { kind: 'version' }, aliases: ['a'] }

test.each([
  [
    { name: 'it’s 100%', version: '3', ...more },
    'model-versions/get-artifact?name=it%E2%80%99s+100%25&version=3&path=a+b',
  ],
  [{ run_id: 'abc', ...more }, 'get-artifact?run_id=abc&path=a+b'],
  [{ model_id: 'm-1', ...more }, 'ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=a+b'],
])('an artifact’s URL has only its owner and its path', (owner, url) => {
  expect(artifactUrl(owner, 'a b')).toBe(url)
})
