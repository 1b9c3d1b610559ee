import Box from '@mui/material/Box'
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { useChartColors } from './chart-colors.ts'
import { chartOption } from './chart-option.ts'
import { type Curve, type Drawing, nearest } from './curve.ts'
import { type EChart, init } from './echarts.ts'

type Props = {
  /** Describes the chart for screen readers. */
  label: string
  curves: readonly Curve[]
  drawing: Drawing
  height: number
  /** Adds a strip below to choose a part of the axis. */
  zoomable?: boolean
  /** Position of the vertical line on the x axis. */
  cursor: number | undefined
  onCursor: (x: number | undefined) => void
  /** The curve that is pointed at, by its name, and what is called with the one nearest to the pointer. */
  marked?: string | undefined
  onMark?: (name: string | undefined) => void
}

/** A range of the axis, in percent. */
type Part = { start: number; end: number }

/** Points that each key moves the cursor by. */
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50, Home: -1e9, End: 1e9 }

/** Zooms in or out around the middle of the view; `0` shows everything. */
function zoomBy(chart: EChart, key: string) {
  const [{ start, end } = { start: 0, end: 100 }] = chart.getOption()['dataZoom'] as Part[] // a zoomable chart has them
  const half = key === '0' ? 100 : ((end - start) / 2) * (key === '-' ? 2 : 0.5)
  const middle = (start + end) / 2
  chart.dispatchAction({ type: 'dataZoom', start: Math.max(0, middle - half), end: Math.min(100, middle + half) })
}

/** Moves the cursor line to `x`, or hides it. */
function placeHair(chart: EChart | null, hair: HTMLElement | null, x: number | undefined) {
  if (!chart || !hair) return
  const left = x === undefined ? NaN : chart.convertToPixel({ xAxisIndex: 0 }, x)
  const isShown = Number.isFinite(left) && chart.containPixel('grid', [left, 20])
  hair.style.visibility = isShown ? 'visible' : 'hidden'
  if (isShown) hair.style.transform = `translateX(${left}px)`
}

/** Makes one curve stand out. */
function highlight(chart: EChart | null, name: string | undefined) {
  chart?.dispatchAction({ type: 'downplay' })
  if (name === undefined) return
  for (const id of ['logged', 'smooth']) chart?.dispatchAction({ type: 'highlight', seriesId: `${name} ${id}` })
}

/** Pixels from a curve within which the pointer is on it. */
const NEAR = 24

/** The name of the curve that is nearest to a height at `x`, if any is near. */
function curveAt(chart: EChart, curves: readonly Curve[], x: number, height: number): string | undefined {
  let [found, least]: [string | undefined, number] = [undefined, NEAR]
  for (const { name, xs, raw, smooth } of curves) {
    const y = xs.length > 0 ? (smooth ?? raw)[nearest(xs, x)] : undefined
    const distance = y == null ? Infinity : Math.abs(chart.convertToPixel({ yAxisIndex: 0 }, y) - height)
    if (distance < least) [found, least] = [name, distance]
  }
  return found
}

/** Curves over one axis. Pointer and arrow keys move a cursor from point to point; the parent says what is there. */
export function LineChart({
  label,
  curves,
  drawing,
  height,
  zoomable = false,
  cursor,
  onCursor,
  marked,
  onMark,
}: Props) {
  const host = useRef<HTMLDivElement>(null)
  const hair = useRef<HTMLDivElement>(null)
  const chart = useRef<EChart>(null)
  const colors = useChartColors()
  const option = useMemo(() => chartOption(curves, drawing, colors, zoomable), [curves, drawing, colors, zoomable])
  const longest = curves.reduce<readonly number[]>((xs, curve) => (curve.xs.length > xs.length ? curve.xs : xs), [])

  const onLayout = useEffectEvent(() => placeHair(chart.current, hair.current, cursor))
  const onDrawn = useEffectEvent(() => highlight(chart.current, marked))
  useEffect(() => {
    if (!host.current) return undefined
    const made = init(host.current)
    chart.current = made
    const sizes = new ResizeObserver(() => {
      made.resize()
      onLayout()
    })
    sizes.observe(host.current)
    made.on('dataZoom', () => onLayout())
    return () => {
      sizes.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(option, { replaceMerge: ['series', 'dataZoom'] })
    onDrawn()
    chart.current?.getZr().flush() // at once: paper waits for no frame
    onLayout()
  }, [option])
  useEffect(() => placeHair(chart.current, hair.current, cursor), [cursor])
  useEffect(() => highlight(chart.current, marked), [marked])

  const point = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    if (!chart.current || longest.length === 0) return
    const { left, top } = currentTarget.getBoundingClientRect()
    const [x] = chart.current.convertFromPixel('grid', [clientX - left, 20])
    if (x === undefined || !Number.isFinite(x)) return
    onCursor(longest[nearest(longest, x)])
    onMark?.(curveAt(chart.current, curves, x, clientY - top))
  }
  const walk = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (event.key === 'Escape') onCursor(undefined)
    if (zoomable && chart.current && ['+', '=', '-', '0'].includes(event.key)) zoomBy(chart.current, event.key)
    if (by === undefined || longest.length === 0) return
    event.preventDefault()
    const at = cursor === undefined ? (by > 0 ? -1 : longest.length) : nearest(longest, cursor)
    onCursor(longest[Math.min(Math.max(at + by, 0), longest.length - 1)])
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys read its points
    <Box
      role="img"
      aria-label={`${label}. Use the left and right arrow keys to read its points.`}
      tabIndex={0}
      onPointerMove={point}
      onPointerLeave={() => {
        onCursor(undefined)
        onMark?.(undefined)
      }}
      onBlur={() => onCursor(undefined)}
      onKeyDown={walk}
      sx={{ position: 'relative', height, '& > *': { position: 'absolute', top: 0, left: 0 } }}
    >
      <Box ref={host} sx={{ width: '100%', height }} />
      <Box
        ref={hair}
        sx={{
          width: '1px',
          height: height - (zoomable ? 64 : 24),
          bgcolor: 'text.secondary',
          visibility: 'hidden',
          pointerEvents: 'none',
        }}
      />
    </Box>
  )
}
