import { formatFixed, formatNumber } from './format-number.ts'
import { Whole } from './Whole.tsx'

type Props = {
  value: number | string | undefined
  /** The metric's name: a value with more digits than fit is then a button that opens all of them. */
  what?: string
  /** As many decimals as the other values of its column; by default as many as it has. */
  decimals?: number | undefined
}

/** A number with its significant digits. The title has the raw value, and copying yields it. */
export function MetricValue({ value, what, decimals }: Props) {
  if (value === undefined) return <span aria-label="No value">–</span>
  const raw = String(value)
  const shown = decimals === undefined ? formatNumber(value) : formatFixed(value, decimals)
  if (what !== undefined && shown !== raw && Number(shown) !== Number(raw))
    return <Whole text={raw} shown={shown} what={what} />
  return (
    <data
      value={raw}
      title={raw}
      onCopy={(event) => {
        event.clipboardData.setData('text/plain', raw)
        event.preventDefault()
      }}
    >
      {shown}
    </data>
  )
}
