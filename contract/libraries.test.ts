import { expect, test } from 'vitest'
import { fromConda, fromRequirements } from './libraries.ts'

test('reads the lines of requirements.txt, without comments', () => {
  const text = '# made by mlflow\nmlflow==3.17.2\r\npandas>=2,<4  # tables\n\nscipy==1.0 \\\n  --hash=sha256:ab\n'
  expect(fromRequirements(text)).toEqual({
    file: 'requirements.txt',
    text,
    requirements: ['mlflow==3.17.2', 'pandas>=2,<4', 'scipy==1.0 --hash=sha256:ab'],
  })
})

test('reads the conda.yaml of MLflow 1, with packages of conda and pip', () => {
  const text = `channels: [defaults, conda-forge]
dependencies:
  - python=3.6.2
  - scikit-learn=0.20.3
  - conda-forge::pytorch=1.9.0=py3.8_cpu_0
  - numpy>=1.19, <2
  - cloudpickle
  - pip<=21.2
  - pip:
      - mlflow
      - xgboost==1.5
name: mlflow-env
`
  expect(fromConda(text).requirements).toEqual([
    'scikit-learn==0.20.3',
    'torch==1.9.0',
    'numpy>=1.19,<2',
    'cloudpickle',
    'mlflow',
    'xgboost==1.5',
  ])
})

test.each(['', 'broken: [', 'name: x', 'dependencies: all', 'dependencies: [null, {pip: x}, 3]'])(
  'finds nothing in %j, without throwing',
  (text) => {
    expect(fromConda(text)).toEqual({ file: 'conda.yaml', text, requirements: [] })
  },
)
