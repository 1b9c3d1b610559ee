import { expect, test } from 'vitest'
import { fromConda, fromRequirements } from '#contract/libraries.ts'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { fileFaults, type ModelFiles } from './file-faults.ts'

const whole = `flavors:
  python_function: { loader_module: mlflow.sklearn, env: { virtualenv: python_env.yaml } }
  sklearn: { sklearn_version: 1.7.2, serialization_format: skops }
saved_input_example_info: { artifact_path: input_example.json }
signature:
  inputs: '[{"name": "rain_mm", "type": "double", "required": true}]'
`
const good: ModelFiles = {
  model: parseMlmodel(whole),
  libraries: fromRequirements('mlflow==3.17.2\nscikit-learn==1.7.2 # the trainer’s\n'),
  files: ['MLmodel', 'requirements.txt', 'input_example.json', 'model.skops'],
}
const texts = (files: Partial<ModelFiles>) => fileFaults({ ...good, ...files }).map(({ text }) => text)

test('finds nothing wrong with a model that has everything', () => {
  expect(fileFaults(good)).toEqual([])
})

test.each<[string, Partial<ModelFiles>, unknown[]]>([
  ['a plain folder', { model: null, files: ['notes.txt'] }, ['Not an MLflow model']],
  ['a plain pickle', { model: null, files: ['m.PKL'] }, ['Not an MLflow model', 'Pickles: m.PKL']],
  [
    'no flavours',
    { model: parseMlmodel(whole.replace(/flavors:[^]*?saved/, 'saved')) },
    ['MLmodel: No flavours are named, so MLflow cannot load this model.'],
  ],
  [
    'an MLmodel file that is not YAML',
    { model: parseMlmodel(`${whole}{`) },
    [expect.stringMatching(/^MLmodel: YAML could not be read: /), 'No signature', 'No input example'],
  ],
  ['no signature', { model: parseMlmodel(whole.replace(/signature:[^]*/, '')) }, ['No signature']],
  ['an example that is gone', { files: ['MLmodel', 'model.skops'] }, ['No input example']],
  ['no list of libraries', { libraries: null }, ['No requirements.txt or conda.yaml']],
  [
    'loose libraries',
    { libraries: fromRequirements('a\nb>=1\nc~=2.0\nd==1.*\ne==1.0\n--index-url https://host/simple') },
    ['Without exact versions: a, b, c and 1 more'],
  ],
  [
    'a conda environment',
    { libraries: fromConda('dependencies:\n- numpy=1.26\n- pip:\n  - mlflow\n') },
    ['Without exact versions: mlflow'],
  ],
  [
    'pickles below other folders',
    { files: [...good.files, 'data/model.pth', 'a/pytorch_model-00001-of-2.bin', 'weights.bin', 'pkl'] },
    ['Pickles: data/model.pth, a/pytorch_model-00001-of-2.bin'],
  ],
])('%s', (_what, files, found) => {
  expect(texts(files)).toEqual(found)
})
