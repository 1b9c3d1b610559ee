import { expect, test } from 'vitest'
import { pipelineRecipes, runners } from './recipes-ci.ts'
import type { Subject } from './recipe-list.ts'

// e2e/reviews/ci-recipes.spec.ts runs them.

const subject: Subject = {
  uri: 'models:/taxi/1',
  parsed: { kind: 'version', name: 'taxi', version: '1' },
  name: "it's ${{ secrets.TOKEN }}",
  version: '1',
  trackingUri: 'http://x/shelf',
}
const textOf = (...more: Parameters<typeof pipelineRecipes> extends [Subject, ...infer More] ? More : never) =>
  pipelineRecipes(subject, ...more)
    .map(({ code }) => code)
    .join('\n')

test('credentials come from the environment, under the names that MLflow gives them', () => {
  expect(textOf('shell', { signIn: 'none' })).not.toContain('MLFLOW')
  expect(textOf('shell', { signIn: 'token' })).toContain('--oauth2-bearer "$MLFLOW_TRACKING_TOKEN" "$@"')
  expect(textOf('shell', { signIn: 'password' })).toContain(
    '--user "$MLFLOW_TRACKING_USERNAME:$MLFLOW_TRACKING_PASSWORD" "$@"',
  )
  expect(textOf('github', { signIn: 'password' }).match(/\$\{\{.*?\}\}/g)).toEqual(
    ['USERNAME', 'PASSWORD', 'USERNAME', 'PASSWORD'].map((it) => `\${{ secrets.MLFLOW_TRACKING_${it} }}`),
  )
})

test.each(runners)('%s: a call goes to the workspace of the page', (runner) => {
  expect(
    textOf(runner, { signIn: 'none', workspace: 'team b' }).split("-H 'X-MLFLOW-WORKSPACE: team b' "),
  ).toHaveLength(3)
  expect(textOf(runner, { signIn: 'none' })).not.toContain('WORKSPACE')
})
