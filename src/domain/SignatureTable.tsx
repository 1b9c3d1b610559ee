import Box from '@mui/material/Box'
import type { Column, Signature } from '#contract/signature.ts'

/** The inputs, outputs and params of a model, with their types. */
export function SignatureTable({ signature: { inputs, outputs, params } }: { signature: Signature }) {
  return (
    <Box component="table" aria-label="Signature" sx={table}>
      {group('Inputs', inputs)}
      {group('Outputs', outputs)}
      {group('Params', params)}
    </Box>
  )
}

function group(title: string, columns: Column[]) {
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
