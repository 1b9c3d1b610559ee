import Alert from '@mui/material/Alert'
import TextField from '@mui/material/TextField'
import { decode, type TextContent } from './text-of.ts'

type Props = { content: TextContent; onChoose: (encoding: string) => void }

/** Says which encoding a non-UTF-8 text is read with, and lets the user choose another. */
export function EncodingNotice({ content, onChoose }: Props) {
  const { encoding, by } = decode(content)
  if (encoding === 'utf-8' && by !== 'choice') return null
  const named = labels.get(encoding) ?? encoding
  const said = {
    guess: `This text is not UTF-8. It is shown as ${named}.`,
    declaration: `Shown as ${named}, as the file says.`,
    bytes: `Shown as ${named}.`,
    choice: `Shown as ${named}, as you chose.`,
  }[by]
  const choice = (
    <TextField
      select
      size="small"
      value={encoding}
      onChange={(event) => onChoose(event.target.value)}
      slotProps={{ select: { native: true }, htmlInput: { 'aria-label': 'Encoding' } }}
    >
      {!labels.has(encoding) && <option value={encoding}>{encoding}</option>}
      {[...labels].map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </TextField>
  )
  return (
    <Alert severity="info" variant="outlined" sx={{ mb: 3 }} action={choice}>
      {said}
    </Alert>
  )
}

/** Keyed by `TextDecoder` names. */
const labels: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'UTF-8'],
  ['windows-1252', 'Windows-1252 (Western)'],
  ['iso-8859-15', 'ISO-8859-15 (Western)'],
  ['windows-1250', 'Windows-1250 (Central European)'],
  ['iso-8859-2', 'ISO-8859-2 (Central European)'],
  ['windows-1251', 'Windows-1251 (Cyrillic)'],
  ['koi8-r', 'KOI8-R (Cyrillic)'],
  ['windows-1253', 'Windows-1253 (Greek)'],
  ['windows-1254', 'Windows-1254 (Turkish)'],
  ['windows-1255', 'Windows-1255 (Hebrew)'],
  ['windows-1256', 'Windows-1256 (Arabic)'],
  ['shift_jis', 'Shift JIS (Japanese)'],
  ['euc-jp', 'EUC-JP (Japanese)'],
  ['gb18030', 'GB18030 (Chinese)'],
  ['big5', 'Big5 (Chinese)'],
  ['euc-kr', 'EUC-KR (Korean)'],
  ['macintosh', 'Mac Roman'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
])
