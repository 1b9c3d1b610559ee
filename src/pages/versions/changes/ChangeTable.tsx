import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { type ReactNode, useState } from 'react'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { containsText } from '../../../text/contains-text.ts'
import { usePrinting } from '../../../ui/print/printing.ts'
import { MoreLink } from '../../../ui/table/MoreLink.tsx'

export type ChangeRow = {
  key: string
  /** Instead of the key. */
  name?: ReactNode
  before: ReactNode
  after: ReactNode
  /** Of a text that may be long: cut to a few lines until asked for. */
  isLong?: boolean
  difference?: ReactNode
  isSame: boolean
}

type Props = {
  /** Accessible name. */
  label: string
  /** What a row is, and what several are. */
  what: readonly [one: string, many: string]
  /** The headers of the two versions. */
  names: readonly [before: string, after: string]
  rows: readonly ChangeRow[]
  onlyDifferences: boolean
  isNumeric?: boolean
  /** Header of the last column, if rows have a difference. */
  difference?: string
}

const STEP = 50

/** Named values of two versions side by side, at first the differences of a long list. */
export function ChangeTable({ label, what, names, rows, onlyDifferences, isNumeric = false, difference }: Props) {
  const isPrinting = usePrinting()
  const [asked, setMost] = useState(STEP)
  const most = isPrinting ? Infinity : asked
  const [filter, setFilter] = useState('')
  const wanted = onlyDifferences ? rows.filter(({ isSame }) => !isSame) : rows
  const found = wanted.filter(({ key }) => containsText(key, filter.trim()))
  const same = rows.length - wanted.length
  return (
    <>
      {wanted.length > STEP && (
        <TextField
          placeholder="Filter by name"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': `Filter ${what[1]} by name`, spellCheck: false } }}
          sx={{ width: 220, mb: 2 }}
        />
      )}
      {found.length > 0 && (
        <Box component="table" aria-label={label} sx={table} data-numeric={isNumeric || undefined}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">{names[0]}</th>
              <th scope="col">{names[1]}</th>
              {difference !== undefined && <th scope="col">{difference}</th>}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map((row) => (
              <Row key={row.key} row={row} hasDifference={difference !== undefined} />
            ))}
          </tbody>
        </Box>
      )}
      {found.length > most && (
        <Button variant="text" onClick={() => setMost(most + 10 * STEP)} sx={{ mt: 1, ml: -2 }}>
          Show {Math.min(10 * STEP, found.length - most)} more of {found.length}
        </Button>
      )}
      {filter.trim() !== '' && found.length === 0 && (
        <Typography variant="body2" color="textSecondary" role="status">
          No names match “{filter.trim()}”.
        </Typography>
      )}
      <Same count={same} isAll={wanted.length === 0} what={what} />
    </>
  )
}

/** How many values are left out because they are the same. */
function Same({ count, isAll, what: [one, many] }: { count: number; isAll: boolean } & Pick<Props, 'what'>) {
  if (count === 0) return null
  return (
    <Typography variant="body2" color="textSecondary" sx={{ mt: isAll ? 0 : 2 }}>
      {isAll
        ? `No differences in ${count} ${count === 1 ? one : many}.`
        : `${count} other ${count === 1 ? `${one} is` : `${many} are`} the same.`}
    </Typography>
  )
}

function Row({ row, hasDifference }: { row: ChangeRow; hasDifference: boolean }) {
  const [isWhole, setWhole] = useState(false)
  const isPrinting = usePrinting()
  const isCut = (row.isLong && !isWhole && !isPrinting) || undefined
  return (
    <tr data-same={row.isSame || undefined}>
      <th scope="row">
        {row.name ?? <bdi>{withoutSecrets(row.key)}</bdi>}
        {row.isLong && (
          <div>
            <MoreLink isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />
          </div>
        )}
      </th>
      <td>
        <div className="value" data-cut={isCut}>
          {row.before}
        </div>
      </td>
      <td>
        <div className="value" data-cut={isCut}>
          {row.after}
        </div>
      </td>
      {hasDifference && <td className="difference">{row.difference}</td>}
    </tr>
  )
}

const table = {
  width: '100%',
  maxWidth: 1080,
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'body2',
  '& tr': { borderBottom: 1, borderColor: 'divider' },
  '& th, & td': { py: 1.5, pr: 3, textAlign: 'left', fontWeight: 400, verticalAlign: 'top', overflowWrap: 'anywhere' },
  '& th:first-of-type': { width: { xs: '30%', sm: '32%' } },
  '& thead th': { color: 'text.secondary', fontWeight: 500 },
  '& tbody th': { color: 'text.secondary' },
  '& [data-same] td': { color: 'text.secondary' },
  '& .value': { whiteSpace: 'pre-wrap', tabSize: 4 },
  '& [data-cut]': { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: '3', overflow: 'hidden' },
  // Columns of numbers take the width that whole numbers need; names, which may break anywhere, have the rest.
  '&[data-numeric]': { tableLayout: { xs: 'auto', sm: 'fixed' } },
  '&[data-numeric] :is(th, td)': { pr: { xs: 2, sm: 3 } },
  '&[data-numeric] td': { fontVariantNumeric: 'tabular-nums', typography: { xs: 'caption', sm: 'body2' } },
  '&[data-numeric] th:first-of-type': { width: { xs: 'auto', sm: '32%' }, minWidth: 72 },
} as const
