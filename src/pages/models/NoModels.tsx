import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { trackingUri } from '../../api/client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Snippet } from '../../ui/Snippet.tsx'
import { firstModel } from './first-model.ts'

/** An empty registry: how to get a first model in. */
export function NoModels() {
  return (
    <EmptyState title="No models yet">
      <Typography gutterBottom>
        Train one and log it: run this where Python has <code>mlflow</code> and <code>scikit-learn</code>. Then open its
        run under Experiments, choose the model among its artifacts and press Register model.
      </Typography>
      <Box sx={{ mt: 4 }}>
        <Snippet code={firstModel(trackingUri)} what="snippet" />
      </Box>
    </EmptyState>
  )
}
