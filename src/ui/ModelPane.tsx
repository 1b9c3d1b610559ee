import Typography from '@mui/material/Typography'
import type { MlModel } from '#contract/mlmodel.ts'

type Props = {
  model: MlModel
  /** The URI clients load it by. */
  uri: string
  /** The text of requirements.txt, when the model has one. */
  requirements?: string | undefined
}

/** What an MLflow model is: flavours, signature, dependencies, size, and how to load it. */
export function ModelPane({ model, uri, requirements }: Props) {
  return (
    <>
      <Typography variant="h2">Flavours</Typography>
      <p>{model.flavors.map(({ name, version = '' }) => `${name} ${version}`).join(', ')}</p>
      <pre>{requirements}</pre>
      <code>{uri}</code>
    </>
  )
}
