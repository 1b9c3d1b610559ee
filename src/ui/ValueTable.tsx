import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { Metric } from './Metric.tsx'

type Props = { title: string; rows: readonly { key: string; value: string }[]; isNumeric?: boolean }

const FIRST = 12

/** Names and values, the first dozen at once. */
export function ValueTable({ title, rows, isNumeric = false }: Props) {
  const [isWhole, setWhole] = useState(false)
  if (rows.length === 0) return null
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return (
    <div>
      <Box component="table" sx={isNumeric ? [table, numeric] : table}>
        <caption>{title}</caption>
        <tbody>
          {(isWhole ? sorted : sorted.slice(0, FIRST)).map(({ key, value }) => (
            <tr key={key}>
              <th scope="row" title={key}>
                {key}
              </th>
              <td title={value}>{isNumeric ? <Metric value={value} /> : value}</td>
            </tr>
          ))}
        </tbody>
      </Box>
      {rows.length > FIRST && (
        <Button variant="text" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole} sx={{ mt: 1, ml: -2 }}>
          {isWhole ? 'Show fewer' : `Show all ${rows.length}`}
        </Button>
      )}
    </div>
  )
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const table = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'body2',
  '& caption': { typography: 'caption', color: 'text.secondary', textAlign: 'left', pb: 1 },
  '& tr': { borderTop: 1, borderColor: 'divider' },
  '& th, & td': { py: 1.5, textAlign: 'left', fontWeight: 400, ...cut },
  '& th': { width: '44%', pr: 3, color: 'text.secondary' },
} as const
const numeric = { '& td': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } } as const
