import { exampleParams, examplePython } from './example-input.ts'
import { python, shell } from './quote.ts'
import { pythonStart, type Recipe, type Subject } from './recipes.ts'

/** Flavours that `mlflow.<name>.load_model` gives back as their own library's object. */
const withLoader = new Set(
  `catboost diviner dspy fastai h2o johnsnowlabs keras langchain lightgbm llama_index onnx openai paddle pmdarima prophet
  pytorch sentence_transformers sklearn spacy spark statsmodels tensorflow transformers xgboost`.split(/\s+/),
)

export function pythonRecipes({ uri, trackingUri, model, requirements }: Subject): Recipe[] {
  const { imports, data } = examplePython(model?.signature)
  const params = exampleParams(model?.signature)
  const own = model?.flavors.find(({ name }) => withLoader.has(name))?.name
  const start = pythonStart(trackingUri)
  return [
    {
      title: 'Libraries to install',
      note: requirements
        ? `What the model was saved with${model?.python_version ? `, under Python ${model.python_version}` : ''}.`
        : 'Which libraries the model needs is not known here; MLflow alone loads only what it can find installed.',
      code: installing(requirements),
      what: 'install command',
    },
    {
      title: 'As a Python function',
      note: 'The same call for every kind of model: input is checked against the signature, and predict is all there is.',
      code: `${pythonStart(trackingUri, imports)}model = mlflow.pyfunc.load_model(${python(uri)})\n\ndata = ${data}\npredictions = model.predict(data${params})`,
      what: 'Python function snippet',
    },
    ...(own
      ? [
          {
            title: `As its own flavour, ${own}`,
            note: 'The object that was logged, with every method of its library; nothing checks the input.',
            code: `${start.replace('import mlflow', `import mlflow.${own}`)}model = mlflow.${own}.load_model(${python(uri)})`,
            what: 'flavour snippet',
          },
        ]
      : []),
  ]
}

function installing(requirements: string | undefined): string {
  const lines = (requirements ?? 'mlflow')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter(Boolean)
  // Options such as --extra-index-url stand on lines of their own, with their value.
  const words = lines.map((line) => (line.startsWith('-') ? line.split(/\s+/).map(shell).join(' ') : quotedSpec(line)))
  return words.length === 1 ? `pip install ${words[0]}` : `pip install \\\n  ${words.join(' \\\n  ')}`
}

/** A shell reads `<` and `>` of a version as files. */
const quotedSpec = (spec: string) => (/^[\w.=-]+$/.test(spec) ? spec : shell(spec))

export function sparkRecipes({ uri, trackingUri, model }: Subject): Recipe[] {
  const columns = (model?.signature?.inputs ?? []).flatMap(({ name }) => name ?? [])
  const inputs = columns.length > 0 ? `[${columns.map(python).join(', ')}]` : 'frame.columns'
  return [
    {
      title: 'As a function of Spark SQL',
      note: 'Scores a whole data frame on the cluster. `spark` is your session, `frame` your data.',
      code: `${pythonStart(trackingUri)}predict = mlflow.pyfunc.spark_udf(spark, ${python(uri)}, env_manager="local")\nscored = frame.withColumn("prediction", predict(*${inputs}))`,
      what: 'Spark snippet',
    },
  ]
}
