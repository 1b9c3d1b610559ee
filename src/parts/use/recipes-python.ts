import type { Column } from '#contract/signature.ts'
import { isPyfunc, nativeLoader } from '../../domain/model-flavors.ts'
import { exampleParams, examplePython } from './example-input.ts'
import { installing } from './installing.ts'
import { python } from './quote.ts'
import { pythonStart, type Recipe, type Subject } from './recipe-list.ts'

export function pythonRecipes(subject: Subject): Recipe[] {
  const { uri, trackingUri, model } = subject
  const loader = model && nativeLoader(model)
  return [
    installing(subject),
    ...(!model || isPyfunc(model) ? [withPyfunc(subject)] : []),
    ...(loader
      ? [
          {
            title: `With ${loader.module}`,
            note: 'The original object with all its methods. Input is not checked.',
            code: `${pythonStart(trackingUri).replace('import mlflow', `import ${loader.module}`)}model = ${loader.load}(${python(uri)})`,
            what: 'flavour snippet',
          },
        ]
      : []),
  ]
}

function withPyfunc({ uri, trackingUri, model, example }: Subject): Recipe {
  const { imports, data } = examplePython(model, example)
  const params = exampleParams(model?.signature)
  return {
    title: 'With pyfunc',
    note: 'Works for every kind of model. Input is checked against the signature; only predict() is available.',
    code: `${pythonStart(trackingUri, imports)}model = mlflow.pyfunc.load_model(${python(uri)})\n\ndata = ${data}\npredictions = model.predict(data${params && `, params=${params}`})`,
    what: 'Python function snippet',
  }
}

export function sparkRecipes({ uri, trackingUri, model }: Subject): Recipe[] {
  const [imported, inputs, form] = sparkInputs(model?.signature?.inputs ?? [])
  return [
    {
      title: 'With a Spark UDF',
      note: `Scores a whole data frame on the cluster. \`spark\` is your session, \`frame\` your data${form}.`,
      code: `${pythonStart(trackingUri).replace('\n\n', `\n${imported && `from pyspark.sql.functions import ${imported}\n`}\n`)}predict = mlflow.pyfunc.spark_udf(spark, ${python(uri)}, env_manager="local")\nscored = frame.withColumn("prediction", predict(${inputs}))`,
      what: 'Spark snippet',
    },
  ]
}

/** What the function is given: the function to import for it, the arguments, and what the frame has to hold. */
function sparkInputs(inputs: readonly Column[]): readonly [imported: string, code: string, form: string] {
  const [first] = inputs
  const all = '[frame[name] for name in frame.columns]'
  // Without a signature the model is given the frame's own names, as the fields of one struct.
  if (!first) return ['struct', `struct(${all})`, '']
  const isTensor = first.of.kind === 'tensor'
  const form = isTensor ? ', with each tensor as a flat array' : ''
  if (first.name !== undefined) return ['', inputs.map(({ name = '' }) => python(sparkName(name))).join(', '), form]
  return isTensor ? ['array', `array(${all})`, ', with the entries of the tensor as columns'] : ['', `*${all}`, '']
}

/** Spark reads a dot in a column's name as the way into a struct, unless the name is quoted. */
const sparkName = (name: string) => (/^\w+$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``)
