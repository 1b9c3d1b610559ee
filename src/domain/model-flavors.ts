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
export function isPyfunc({ flavors }: Pick<MlModel, 'flavors'>): boolean {
  const flavor = flavors.find(({ name }) => name === 'python_function')
  if (!flavor) return false
  const detail = (wanted: string) => flavor.details.find(({ key }) => key === wanted)?.value
  // log_model(pyfunc_predict_fn=…) takes any method; MLflow's wrapper of scikit-learn then lacks all but these.
  return detail('loader_module') !== 'mlflow.sklearn' || sklearnMethods.has(detail('predict_fn') ?? 'predict')
}

const sklearnMethods = new Set(['predict', 'predict_proba', 'predict_log_proba', 'predict_joint_log_proba'])

/** The MLflow module and function that load the model as its library's own object. */
export function nativeLoader({ flavors }: Pick<MlModel, 'flavors'>): { module: string; load: string } | undefined {
  const flavor = flavors.find(({ name }) => loaders.has(name))?.name
  return flavor === undefined
    ? undefined
    : { module: `mlflow.${flavor}`, load: `mlflow.${flavor}.${loaders.get(flavor)}` }
}

/** The call that loads the model; undefined for one that MLflow has no Python loader for. A JSON string is Python's too. */
export function loadingCall(model: Pick<MlModel, 'flavors'>, uri: string): string | undefined {
  const load = isPyfunc(model) ? 'mlflow.pyfunc.load_model' : nativeLoader(model)?.load
  return load && `${load}(${JSON.stringify(uri)})`
}
