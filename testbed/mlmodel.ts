/** The MLmodel of the version whose page the bench measures, and of which e2e counts what it loads. */
export const MLMODEL = `artifact_path: model
flavors:
  python_function:
    loader_module: mlflow.sklearn
    python_version: 3.12.4
  sklearn:
    pickled_model: model.pkl
    sklearn_version: 1.5.1
signature:
  inputs: '[{"name": "distance", "type": "double"}, {"name": "hour", "type": "long"}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1]}}]'
mlflow_version: 3.17.2
`
