import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useServerRights } from '../../../api/access/access.ts'
import { trackingUri } from '../../../api/client.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { LoadSample } from '../../../parts/LoadSample.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Snippet } from '../../../ui/layout/Snippet.tsx'

/** Shows how to add the first model to an empty registry, to those who may. */
export function NoModels() {
  const { create, administrate } = useServerRights()
  if (!create) return <EmptyState title="No models yet">Models that you have access to appear here.</EmptyState>
  return (
    <EmptyState title="No models yet">
      <Typography gutterBottom>
        Train and log one: run this in Python with <code>mlflow</code> and <code>scikit-learn</code> installed. Then
        open its run under Experiments, select the model in its artifacts and click Register model.
      </Typography>
      <Box sx={{ mt: 4, mb: 8 }}>
        <Snippet code={firstModel(trackingUri)} what="snippet" />
      </Box>
      {serverInfo.capabilities.sampleProject && administrate && (
        <>
          <Typography gutterBottom>
            Or explore first: load a team’s models, runs and artifacts, which you can remove completely at any time.
          </Typography>
          <LoadSample variant="contained" />
        </>
      )}
    </EmptyState>
  )
}

/** Python that trains a small model and logs it to this server; runs as is. */
const firstModel = (trackingUri: string) => `import mlflow
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
