import { expect, test } from 'vitest'
import { fromConda, fromRequirements } from '#contract/libraries.ts'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { installing } from './installing.ts'
import { pythonRecipes, sparkRecipes } from './recipes-python.ts'
import { imageName } from './recipe-image.ts'
import { downloadRecipes } from './recipes-shell.ts'
import { type Subject, usesOf } from './recipe-list.ts'

const subject: Subject = {
  uri: 'models:/taxi/1',
  parsed: { kind: 'version', name: 'taxi', version: '1' },
  name: 'taxi',
  version: '1',
  trackingUri: 'http://x',
}

test.each([
  ['flavors: {python_function: {}, sklearn: {}}', ['python', 'spark', 'batch', 'serve', 'download', 'ci']],
  ['flavors: {sklearn: {pickled_model: model.pkl}}', ['python', 'download', 'ci']],
  // MLflow saves this, and then cannot load it with pyfunc.
  [
    'flavors: {python_function: {loader_module: mlflow.sklearn, predict_fn: transform}, sklearn: {}}',
    ['python', 'download', 'ci'],
  ],
  ['flavors: {mleap: {}, of_tomorrow: {}}', ['download', 'ci']],
  ['flavors: {python_function: null}', ['download', 'ci']],
  ['flavors: {}', ['download', 'ci']],
  ['flavors: [python_function]', ['download', 'ci']],
  ['broken: [', ['download', 'ci']],
  ['', ['download', 'ci']],
])('%j is offered for what its flavours allow', (text, uses) => {
  expect(usesOf(parseMlmodel(text)).map(({ id }) => id)).toEqual(uses)
})

test('offers no way to load something that is not a model, and every use for unreadable files', () => {
  expect(usesOf(null).map(({ id }) => id)).toEqual(['download', 'ci'])
  expect(usesOf(undefined)).toHaveLength(6)
})

const code = (text: string) =>
  pythonRecipes({ ...subject, model: parseMlmodel(text) })
    .map(({ code }) => code)
    .join('\n')

test('loads a model without pyfunc only with its own library', () => {
  expect(code('flavors: {sklearn: {}}')).toContain('mlflow.sklearn.load_model("models:/taxi/1")')
  expect(code('flavors: {sklearn: {}}')).not.toContain('pyfunc')
  expect(code('flavors: {shap: {}}')).toContain('mlflow.shap.load_explainer("models:/taxi/1")')
  expect(code('flavors: {python_function: {}}')).toContain('mlflow.pyfunc.load_model("models:/taxi/1")')
})

test.each([
  ['mlflow==3.17.2\n', 'pip install mlflow==3.17.2'],
  [
    '--extra-index-url https://x/simple?a=1&b\nscipy>=1,<2  # why\nfoo[bar]; python_version<"4"\n',
    "pip install \\\n  --extra-index-url 'https://x/simple?a=1&b' \\\n  'scipy>=1,<2' \\\n  'foo[bar]; python_version<\"4\"'",
  ],
  ['git+https://github.com/a/b@main\n', 'pip install git+https://github.com/a/b@main'],
])('%j is installed by its lines', (text, code) => {
  expect(installing({ ...subject, libraries: fromRequirements(text) }).code).toBe(code)
})

test.each(['-c constraints.txt\nmlflow', 'wheels/own-1.0-py3-none-any.whl', 'scipy==1 --hash=sha256:ab', '-e .'])(
  '%j is installed from the downloaded folder',
  (text) => {
    expect(installing({ ...subject, libraries: fromRequirements(text) }).code).toMatch(
      /artifacts download .* --dst-path model\n\(cd model && pip install -r requirements\.txt\)$/,
    )
  },
)

test('installs from conda.yaml without a requirements.txt', () => {
  const libraries = fromConda('dependencies: [python=3.8, scikit-learn=1.0, {pip: [mlflow<2]}]')
  const { code, note } = installing({ ...subject, libraries })
  expect(code).toBe("pip install \\\n  scikit-learn==1.0 \\\n  'mlflow<2'")
  expect(note).toContain('conda.yaml')
  expect(installing({ ...subject, libraries: null }).code).toBe('pip install mlflow')
})

test('quotes column names for Spark', () => {
  const model = parseMlmodel(`signature: {inputs: '[{"type": "long", "name": "a.b"}, {"type": "long", "name": "c"}]'}`)
  expect(sparkRecipes({ ...subject, model })[0]?.code).toContain('predict("`a.b`", "c")')
})

test('puts only the version and the file into URLs', () => {
  const whole = {
    ...subject,
    aFile: 'MLmodel',
    model: parseMlmodel('flavors: {x: {}}'),
    libraries: fromRequirements('a\n'.repeat(999)),
  }
  const addresses = downloadRecipes(whole).flatMap(({ code }) => code?.match(/https?:\S+/g) ?? [])
  expect(addresses).toContain("http://x/model-versions/get-artifact?name=taxi&version=1&path=MLmodel'")
  for (const address of addresses) expect(address).not.toMatch(/object|parsed|trackingUri/)
})

test('asks for a file that is there', () => {
  expect(codes('data & notes.csv')).toContainEqual(expect.stringContaining('path=data+%26+notes.csv'))
  expect(codes().join()).not.toContain('get-artifact')
})

test.each([
  ['taxi', 'taxi'],
  ['Taxi fares (NYC)', 'taxi-fares-nyc'],
  ['Größe__é', 'gro-e-e'],
  ['--a..b--', 'a-b'],
  ['模型 🚕', 'model'],
  ['x'.repeat(300), 'x'.repeat(100)],
  [`${'x'.repeat(99)} y`, 'x'.repeat(99)],
])('a Docker image of %s is named %s', (model, image) => {
  expect(imageName(model)).toBe(image)
})

const codes = (aFile?: string) => downloadRecipes({ ...subject, aFile }).map(({ code }) => code)
