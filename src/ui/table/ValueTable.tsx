import Button from '@mui/material/Button'
import OutlinedInput from '@mui/material/OutlinedInput'
import Typography from '@mui/material/Typography'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import { CopyButton } from '../controls/CopyButton.tsx'
import { MetricValue } from '../text/MetricValue.tsx'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { containsText } from '../../text/contains-text.ts'
import { usePrinting } from '../print/printing.ts'
import { MoreLink } from './MoreLink.tsx'
import { compareNames } from '../../text/compare-names.ts'

export type ValueRow = {
  key: string
  value: string
  /** Link of the name. */
  to?: string
  /** Shown beside the value, “step 12”; all rows have one or none has. */
  note?: string
  /** What the name means. Without a link, the name is a button that opens it. */
  hint?: string
  /** Unit of the value, shown beside the name. */
  unit?: string
}
type Props = {
  title: string
  rows: readonly ValueRow[]
  isNumeric?: boolean
  /** Heading level: 2 where the table has a section of its own. */
  level?: 2 | 3
}

const FIRST = 12
/** Longer values are clamped to two lines. */
const LONG = 120
/** A value with more lines than this is cut as well. */
const MOST_LINES = 2

/** Names and values: the first dozen, all on request, with a filter by name when there are many. */
export function ValueTable({ title, rows, isNumeric = false, level = 3 }: Props) {
  const isPrinting = usePrinting()
  const [isWhole, setWhole] = useState(false)
  const [filter, setFilter] = useState('')
  const id = useId()
  if (rows.length === 0) return null
  const found = rows.filter(({ key }) => containsText(key, filter.trim())).toSorted(byKey)
  const Heading = `h${level}` as const
  const shown = isWhole || isPrinting ? found : found.slice(0, FIRST)
  return (
    <div>
      <div className="value-table-title">
        <Heading id={id}>
          {title} <span>{rows.length}</span>
        </Heading>
        {rows.length > FIRST && (
          // Not a TextField, which brings Select and Menu.
          <OutlinedInput
            size="small"
            placeholder="Filter by name"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
            inputProps={{ 'aria-label': `Filter ${title.toLowerCase()} by name`, spellCheck: false }}
            sx={{ width: 180 }}
          />
        )}
      </div>
      <table className="value-table" aria-labelledby={id} data-numeric={isNumeric || undefined}>
        <tbody>
          {shown.map((row) => (
            <Row key={row.key} row={row} isNumeric={isNumeric} />
          ))}
        </tbody>
      </table>
      {found.length === 0 && (
        <Typography variant="body2" color="textSecondary" role="status" sx={{ py: 2 }}>
          No names match “{filter.trim()}”.
        </Typography>
      )}
      {found.length > FIRST && (
        <Button variant="text" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole} sx={{ mt: 1, ml: -2 }}>
          {isWhole ? 'Show fewer' : `Show all ${found.length}`}
        </Button>
      )}
    </div>
  )
}

function Row({ row, isNumeric }: { row: ValueRow; isNumeric: boolean }) {
  const { key, note } = row
  const value = withoutSecrets(row.value)
  const isPrinting = usePrinting()
  const [isWhole, setWhole] = useState(false)
  const isLong = value.length > LONG || value.trimEnd().split('\n').length > MOST_LINES
  return (
    <tr>
      <th scope="row">
        <RowName row={row} />
      </th>
      <td>
        {isNumeric ? (
          <MetricValue value={value} what={key} />
        ) : (
          <div className="value" data-cut={(isLong && !isWhole && !isPrinting) || undefined}>
            {value}
          </div>
        )}
        {!isNumeric && value !== '' && (
          <div className={isLong ? undefined : 'copy'}>
            {isLong && <MoreLink isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />}
            <CopyButton text={value} what={key} />
          </div>
        )}
      </td>
      {note !== undefined && <td className="note">{note}</td>}
    </tr>
  )
}

function RowName({ row: { key, to, hint, unit } }: { row: ValueRow }) {
  return (
    <>
      {to ? (
        <Link to={to} data-hint={hint}>
          {key}
        </Link>
      ) : hint ? (
        <button type="button" className="whole" title={hint} aria-haspopup="dialog" data-whole={key}>
          {key}
        </button>
      ) : (
        key
      )}
      {unit && ` (${unit})`}
    </>
  )
}
const byKey = (a: ValueRow, b: ValueRow) => compareNames(a.key, b.key)
