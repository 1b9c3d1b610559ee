/** Python that trains a small model and logs it to this server; runs as is. */
export const firstModel = (trackingUri: string) => `import mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

mlflow.set_tracking_uri(${JSON.stringify(trackingUri)})
mlflow.set_experiment("iris")

X, y = load_iris(return_X_y=True, as_frame=True)
with mlflow.start_run():
    model = LogisticRegression(max_iter=1000).fit(X, y)
    mlflow.log_metric("accuracy", model.score(X, y))
    mlflow.sklearn.log_model(model, name="model", input_example=X.head())
`
