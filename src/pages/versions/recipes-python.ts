import { isPyfunc, nativeLoader } from '../../domain/model-flavors.ts'
import { exampleParams, examplePython } from './example-input.ts'
import { installing } from './installing.ts'
import { python } from './quote.ts'
import { pythonStart, type Recipe, type Subject } from './recipes.ts'

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

function withPyfunc({ uri, trackingUri, model }: Subject): Recipe {
  const { imports, data } = examplePython(model)
  const params = exampleParams(model?.signature)
  return {
    title: 'With pyfunc',
    note: 'Works for every kind of model. Input is checked against the signature; only predict() is available.',
    code: `${pythonStart(trackingUri, imports)}model = mlflow.pyfunc.load_model(${python(uri)})\n\ndata = ${data}\npredictions = model.predict(data${params && `, params=${params}`})`,
    what: 'Python function snippet',
  }
}

export function sparkRecipes({ uri, trackingUri, model }: Subject): Recipe[] {
  const columns = (model?.signature?.inputs ?? []).flatMap(({ name }) => name ?? [])
  // Without column names, pass the frame's own columns as the fields of one struct.
  const [imported, inputs] =
    columns.length > 0
      ? ['', columns.map((name) => python(sparkName(name))).join(', ')]
      : ['from pyspark.sql.functions import struct\n', 'struct([frame[name] for name in frame.columns])']
  return [
    {
      title: 'With a Spark UDF',
      note: 'Scores a whole data frame on the cluster. `spark` is your session, `frame` your data.',
      code: `${pythonStart(trackingUri).replace('\n\n', `\n${imported}\n`)}predict = mlflow.pyfunc.spark_udf(spark, ${python(uri)}, env_manager="local")\nscored = frame.withColumn("prediction", predict(${inputs}))`,
      what: 'Spark snippet',
    },
  ]
}

/** Quotes a column name: Spark reads a dot as access to a struct field. */
const sparkName = (name: string) => (/^\w+$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``)
