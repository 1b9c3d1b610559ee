import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { Column, Signature } from '#contract/mlmodel.ts'

/** Inputs, outputs and parameters of a model, with their types. */
export function SignatureTable({ signature: { inputs, outputs, params } }: { signature: Signature }) {
  return (
    <Table size="small" aria-label="Signature">
      <TableHead>
        <TableRow>
          <TableCell sx={{ width: 96 }} />
          <TableCell>Name</TableCell>
          <TableCell>Type</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows('Inputs', inputs)}
        {rows('Outputs', outputs)}
        {rows('Params', params)}
      </TableBody>
    </Table>
  )
}

const rows = (title: string, columns: Column[]) =>
  columns.map((column, index) => (
    <TableRow key={`${title} ${index}`}>
      <TableCell sx={{ color: 'text.secondary' }}>{index === 0 ? title : ''}</TableCell>
      <TableCell>{column.name ?? '–'}</TableCell>
      <TableCell>
        <code>{column.type}</code>
        {column.required ? '' : ' optional'}
        {column.default === undefined ? '' : `, default ${column.default}`}
      </TableCell>
    </TableRow>
  ))
