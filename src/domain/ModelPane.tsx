import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import type { Flavor, MlModel } from '#contract/mlmodel.ts'
import { byteText } from '../ui/text/bytes.ts'
import { Fact, Facts } from '../ui/layout/Facts.tsx'
import { Section } from '../ui/layout/Section.tsx'
import { SignatureTable } from './SignatureTable.tsx'
import { Snippet } from '../ui/layout/Snippet.tsx'
import { Time } from '../ui/text/Time.tsx'

type Props = {
  model: MlModel
  /** The URI to load it by, if the page does not show it elsewhere. */
  uri?: string
  /** The text of requirements.txt, if the model has one. */
  requirements?: string | undefined
}

/** Describes an MLflow model: signature, flavours, size, dependencies, and how to load it. */
export function ModelPane({ model, uri, requirements }: Props) {
  const { signature, problems } = model
  return (
    <Stack spacing={8}>
      {problems.length > 0 && (
        <Alert severity="warning" variant="outlined">
          {problems.join(' ')}
        </Alert>
      )}
      <Section title="Signature">
        {signature ? (
          <SignatureTable signature={signature} />
        ) : (
          <Box sx={{ color: 'text.secondary', typography: 'body2' }}>
            No signature logged, so the expected input is unknown. Pass <code>signature=</code> or{' '}
            <code>input_example=</code> to <code>log_model</code>.
          </Box>
        )}
      </Section>
      <Section title="Model">
        <Facts>
          <Fact name="Flavours">{model.flavors.map(flavorLine)}</Fact>
          {model.size !== undefined && <Fact name="Size">{byteText(model.size)}</Fact>}
          {model.python_version && <Fact name="Python">{model.python_version}</Fact>}
          {model.mlflow_version && <Fact name="MLflow">{model.mlflow_version}</Fact>}
          {model.created !== undefined && (
            <Fact name="Created">
              <Time ms={model.created} />
            </Fact>
          )}
          {model.input_example && <Fact name="Input example">{model.input_example}</Fact>}
        </Facts>
      </Section>
      {uri && (
        <Section title="Load">
          <Snippet code={loadCode(uri)} what="snippet" />
        </Section>
      )}
      {requirements && (
        <Section title="Dependencies">
          <Snippet code={requirements.trim()} what="requirements" />
        </Section>
      )}
    </Stack>
  )
}

/** A flavour, its library version, and other details, such as the ONNX opset. */
const flavorLine = ({ name, version, details }: Flavor) => (
  <div key={name}>
    {name} {version}
    <Box component="span" sx={{ color: 'text.secondary', typography: 'caption' }}>
      {details
        .filter(({ key }) => key !== 'env' && key !== 'python_version')
        .map(({ key, value }) => ` · ${key} ${value}`)
        .join('')}
    </Box>
  </div>
)

/** Uses JSON's escapes, which Python shares. */
const loadCode = (uri: string) =>
  `import mlflow\n\nmodel = mlflow.pyfunc.load_model(${JSON.stringify(uri)})\npredictions = model.predict(data)`
