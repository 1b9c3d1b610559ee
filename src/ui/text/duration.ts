const units = [
  ['d', 86_400_000, 'h', 3_600_000],
  ['h', 3_600_000, 'min', 60_000],
  ['min', 60_000, 's', 1000],
] as const

/** A duration in its two largest units: “3 h 20 min”, “4.2 s”, “320 ms”. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 60_000) return `${Math.floor(ms / 100) / 10} s`
  for (const [big, size, small, part] of units) {
    if (ms < size) continue
    const rest = Math.floor((ms % size) / part)
    return rest > 0 ? `${Math.floor(ms / size)} ${big} ${rest} ${small}` : `${Math.floor(ms / size)} ${big}`
  }
  return `${ms} ms`
}
