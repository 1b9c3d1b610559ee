import { expect, test } from 'vitest'
import { withoutInternals } from './without-internals.ts'

test.each([
  [
    'SQLite, as MLflow 3 words it',
    'Experiment(name=Uploaded models) already exists. Error: (raised as a result of Query-invoked autoflush; consider using a session.no_autoflush block)\n(sqlite3.IntegrityError) UNIQUE constraint failed: experiments.workspace, experiments.name\n[SQL: INSERT INTO experiments (name) VALUES (?)]\n[parameters: (1,)]\n(Background on this error at: https://sqlalche.me/e/20/gkpj)',
    'Experiment(name=Uploaded models) already exists.',
  ],
  [
    'PostgreSQL',
    '(psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "experiments_pk"\nDETAIL: Key (name)=(x)',
    'The MLflow server could not do this.',
  ],
  ['a bare query', 'Could not run: SELECT runs.run_uuid FROM runs WHERE 1', 'Could not run'],
  [
    'a file that is missing',
    "No such file or directory: '/srv/mlflow/artifacts/1/r/model'",
    "No such file or directory: '…'",
  ],
  ['a file: URI', 'Invalid location file:///home/mlflow/mlruns/0.', 'Invalid location …'],
  ['a Windows path', 'Cannot open C:\\mlflow\\mlruns\\0', 'Cannot open …'],
  ['a stack trace', 'Failed.\nTraceback (most recent call last):\n  File "/usr/lib/python3/x.py", line 3', 'Failed.'],
  [
    'advice for another web app',
    'Artifacts must be downloaded directly from storage. If you are using the MLflow UI, reload the page to refresh the server settings.',
    'Artifacts must be downloaded directly from storage.',
  ],
])('leaves out %s', (_what, message, shown) => {
  expect(withoutInternals(message, '')).toBe(shown)
})

test.each([
  "Model version source 's3://bucket/a/b' is invalid.",
  'RegisteredModel(name=a/b) not found. See https://mlflow.org/docs/latest/x.html.',
  'Endpoint /api/2.0/mlflow/runs/get is disabled.',
  'Invalid value 3/4 for model/MLmodel (expected 1.5)',
])('keeps “%s”', (message) => {
  expect(withoutInternals(message, '')).toBe(message)
})

test('keeps a path that the client sent', () => {
  const message = "Invalid model version source: '/home/ada/model'. Use --allow."
  expect(withoutInternals(message, '{"source":"/home/ada/model"}')).toBe(message)
})
