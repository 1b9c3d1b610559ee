import type { MlModel } from '#contract/mlmodel.ts'

/** MLflow functions that return the library's own object, by flavour. */
const loaders = new Map([
  ...`catboost diffusers diviner dspy fastai h2o johnsnowlabs keras langchain lightgbm llama_index onnx openai paddle
  pmdarima promptflow prophet pytorch sentence_transformers sklearn spacy spark statsmodels tensorflow transformers xgboost`
    .split(/\s+/)
    .map((flavor) => [flavor, 'load_model'] as const),
  ['shap', 'load_explainer'],
])

/** Whether MLflow can score with the model: load it with pyfunc, serve it, run it on Spark. */
export const isPyfunc = ({ flavors }: Pick<MlModel, 'flavors'>): boolean =>
  flavors.some(({ name }) => name === 'python_function')

/** The MLflow module and function that load the model as its library's own object. */
export function nativeLoader({ flavors }: Pick<MlModel, 'flavors'>): { module: string; load: string } | undefined {
  const flavor = flavors.find(({ name }) => loaders.has(name))?.name
  return flavor === undefined
    ? undefined
    : { module: `mlflow.${flavor}`, load: `mlflow.${flavor}.${loaders.get(flavor)}` }
}

/** Python that loads the model; undefined if MLflow has no Python loader for it. JSON strings are valid Python. */
export function loadingCode(model: Pick<MlModel, 'flavors'>, uri: string): string | undefined {
  if (isPyfunc(model)) return `import mlflow\n\nmodel = mlflow.pyfunc.load_model(${JSON.stringify(uri)})`
  const loader = nativeLoader(model)
  return loader && `import ${loader.module}\n\nmodel = ${loader.load}(${JSON.stringify(uri)})`
}
