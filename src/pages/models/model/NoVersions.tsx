import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { useMay } from '../../../api/access/access.ts'
import { trackingUri } from '../../../api/client.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Snippet } from '../../../ui/layout/Snippet.tsx'

/** Shows how to register the first version, to those who may. */
export function NoVersions({ name }: { name: string }) {
  const { edit } = useMay({ model: name })
  if (!edit)
    return (
      <Section title="Versions">
        <EmptyState title="No versions yet">Versions appear here when they are registered.</EmptyState>
      </Section>
    )
  return (
    <Section title="Versions">
      <EmptyState title="No versions yet">
        Open a run under{' '}
        <Link component={RouterLink} underline="always" to={paths.experiments()}>
          Experiments
        </Link>
        , select a model in its artifacts and register it under this name. Or register from your training code:
        <Box sx={{ mt: 4 }}>
          <Snippet code={registering(name)} what="snippet" />
        </Box>
      </EmptyState>
    </Section>
  )
}

/** JSON strings are valid Python. */
const registering = (name: string) => `import mlflow

mlflow.set_tracking_uri(${JSON.stringify(trackingUri)})
mlflow.sklearn.log_model(
    model,
    name="model",
    registered_model_name=${JSON.stringify(name)},
)`
