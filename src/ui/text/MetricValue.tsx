import { formatNumber } from './format-number.ts'

/** A number with its significant digits. The title has the raw value, and copying yields it. */
export function MetricValue({ value }: { value: number | string | undefined }) {
  if (value === undefined) return <span aria-label="No value">–</span>
  const raw = String(value)
  return (
    <data
      value={raw}
      title={raw}
      onCopy={(event) => {
        event.clipboardData.setData('text/plain', raw)
        event.preventDefault()
      }}
    >
      {formatNumber(value)}
    </data>
  )
}
