import Box from '@mui/material/Box'
import { useMemo } from 'react'
import { parseDocument, stringify } from 'yaml'

/** The front matter of a text as a table; invalid YAML as text. */
export function FrontMatter({ fields }: { fields: string }) {
  const rows = useMemo(() => rowsOf(fields), [fields])
  if (!rows) return <Box component="pre">{fields}</Box>
  return (
    <Box component="table" aria-label="Front matter" sx={table}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </Box>
  )
}

function rowsOf(fields: string): [name: string, value: string][] | undefined {
  // Show every value as written, numbers and dates too.
  const document = parseDocument(fields, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  if (document.errors.length > 0) return undefined
  const read: unknown = document.toJS({ maxAliasCount: 100 })
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
  return Object.entries(read).map(([name, value]) => [name, textOf(value)])
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return stringify(value).trimEnd()
}

const table = {
  typography: 'body2',
  borderCollapse: 'collapse',
  mb: 4,
  maxWidth: '72ch',
  '& tr': { borderTop: 1, borderColor: 'divider' },
  '& th, & td': { py: 1, pr: 4, textAlign: 'left', verticalAlign: 'top', fontWeight: 400, overflowWrap: 'anywhere' },
  '& th': { color: 'text.secondary' },
  '& td': { whiteSpace: 'pre-wrap' },
} as const
