import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Box from '@mui/material/Box'
import prettyBytes from 'pretty-bytes'
import type { Libraries } from '#contract/libraries.ts'
import type { Flavor, MlModel } from '#contract/mlmodel.ts'
import { Fact, Facts } from '../ui/layout/Facts.tsx'
import { Section } from '../ui/layout/Section.tsx'
import { loadingCall } from './model-flavors.ts'
import { Snippet } from '../ui/layout/Snippet.tsx'
import { Time } from '../ui/text/Time.tsx'
import type { Column, Signature } from '#contract/signature.ts'

type Props = {
  model: MlModel
  /** The URI to load it by, if the page does not show it elsewhere. */
  uri?: string
  /** What the model needs installed, if a file of it says so. */
  libraries?: Libraries | null | undefined
}

/** Describes an MLflow model: signature, flavours, size, dependencies, and how to load it. */
export function ModelPane({ model, uri, libraries }: Props) {
  const load = uri && loadingCall(model, uri)
  const { signature, problems } = model
  // Of a file that is no MLmodel nothing can be said but what is wrong with it.
  if (model.flavors.length === 0 && !signature)
    return (
      <Alert severity="warning" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
        <AlertTitle>This MLmodel file does not describe a model</AlertTitle>
        {problems.join(' ')}
      </Alert>
    )
  return (
    <div className="sections">
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
          {model.size !== undefined && <Fact name="Size">{prettyBytes(model.size)}</Fact>}
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
      {load && (
        <Section title="Load">
          <Snippet code={`import mlflow\n\nmodel = ${load}`} what="snippet" />
        </Section>
      )}
      {libraries && (
        <Section title="Dependencies">
          <Snippet code={libraries.text.trim()} what={libraries.file} />
        </Section>
      )}
    </div>
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

/** The inputs, outputs and params of a model, with their types. */
function SignatureTable({ signature: { inputs, outputs, params } }: { signature: Signature }) {
  const groups = [
    { title: 'Inputs', columns: inputs },
    { title: 'Outputs', columns: outputs },
    { title: 'Params', columns: params },
  ]
  const isLong = inputs.length + outputs.length + params.length > LONG
  const most = isLong ? FIRST : LONG
  const rest = groups.map(({ title, columns }) => ({ title, columns: columns.slice(most) }))
  const folded = rest.reduce((sum, { columns }) => sum + columns.length, 0)
  return (
    <>
      <Box component="table" aria-label="Signature" sx={table}>
        {groups.map(({ title, columns }) => group(title, columns.slice(0, most)))}
      </Box>
      {folded > 0 && (
        // The browser's search unfolds it.
        <Box component="details" sx={{ '& summary': { cursor: 'pointer', typography: 'body2', py: 1.5 } }}>
          <summary>{folded === 1 ? '1 more column' : `${folded} more columns`}</summary>
          <Box component="table" aria-label="Rest of the signature" sx={table}>
            {rest.map(({ title, columns }) => group(title, columns))}
          </Box>
        </Box>
      )}
    </>
  )
}

/** A signature of more columns is folded to the first of each kind. */
const LONG = 20
const FIRST = 8

function group(title: string, columns: readonly Column[]) {
  if (columns.length === 0) return null
  return (
    <tbody key={title}>
      {columns.map(({ name, type, required, default: value }, index) => (
        // Columns may lack a name, or share one.
        <tr key={index}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={columns.length}>
              {title}
            </th>
          )}
          <td>{name ?? <span className="quiet">unnamed</span>}</td>
          <td>
            <code>{type}</code>
            <span className="quiet">
              {!required && ' optional'}
              {value !== undefined && ` default ${value}`}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  )
}

const table = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'body2',
  '& td, & th': {
    borderTop: 1,
    borderColor: 'divider',
    py: 1.5,
    pr: 3,
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: 400,
    overflowWrap: 'anywhere',
  },
  '& th': { width: { xs: 72, sm: 104 }, color: 'text.secondary' },
  '& .quiet': { color: 'text.secondary' },
} as const
