import Box from '@mui/material/Box'
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { usePrinting } from '../print/printing.ts'
import { type Draw, drawInTurn } from './one-a-frame.ts'
import type { Geometry } from './plot-geometry.ts'
import { init, type Plot, type PlotOption } from './plots.ts'

/** A chosen part of the axis with this index among all. */
export type AxisIntervals = readonly (readonly [low: number, high: number])[]

type Props = {
  /** Describes the plot for screen readers. */
  label: string
  option: PlotOption
  height: number
  /** Where items are on the plot as it is drawn. */
  geometryOf: (plot: Plot) => Geometry
  /** The index of the item that is pointed at, in the data, and its colour. */
  marked: number | undefined
  color: string | undefined
  onMark: (index: number | undefined) => void
  /** What is chosen on each axis of parallel ones, and what is called when that changes. */
  intervals?: readonly AxisIntervals[]
  onIntervals?: (axis: number, intervals: AxisIntervals) => void
}

/** Ms without a change after which a part of an axis counts as chosen: it is drawn with the pointer. */
const CHOSEN = 120

const NONE: readonly AxisIntervals[] = []

/** Items on a canvas, of which one may be pointed at. What it tells is also in a table beside it. */
export function PlotCanvas(props: Props) {
  const { label, option, height, geometryOf, marked, color, onMark, intervals = NONE, onIntervals } = props
  const host = useRef<HTMLDivElement>(null)
  const [plot, setPlot] = useState<Plot>()
  const [drawn, setDrawn] = useState<PlotOption>()
  const geometry = useRef<Geometry>(null)
  const selected = useRef<string[]>([])
  const drawnAxis = useRef<number>(undefined)
  const [, setSize] = useState(0)
  const isPrinting = usePrinting()
  const choose = useEffectEvent((axis: number, chosen: AxisIntervals) => {
    if (JSON.stringify(chosen) === JSON.stringify(intervals[axis] ?? [])) return
    drawnAxis.current = axis
    onIntervals?.(axis, chosen)
  })
  useEffect(() => {
    if (!host.current) return undefined
    const made = init(host.current)
    setPlot(made)
    const sizes = new ResizeObserver(() => {
      made.resize()
      geometry.current = null
      setSize(made.getWidth()) // what is marked has moved
    })
    sizes.observe(host.current)
    let waiting = 0
    made.on('axisareaselected', (event) => {
      const { parallelAxisId, intervals: chosen } = event as { parallelAxisId?: string; intervals?: AxisIntervals }
      if (parallelAxisId === NO_AXIS) return
      const axis = Number(parallelAxisId)
      selected.current[axis] = JSON.stringify(chosen ?? [])
      clearTimeout(waiting)
      waiting = window.setTimeout(() => choose(axis, chosen ?? []), CHOSEN)
    })
    return () => {
      clearTimeout(waiting)
      sizes.disconnect()
      made.dispose()
    }
  }, [])
  const selections = useEffectEvent(() => (plot ? selectionsOf(plot, intervals, selected.current) : []))
  useEffect(() => {
    if (!plot) return undefined
    const draw: Draw = () => {
      geometry.current = null
      plot.setOption({ ...option, animation: false }, { notMerge: true })
      selected.current.length = 0
      return [...selections(), () => setDrawn(option)]
    }
    if (!isPrinting) return drawInTurn(draw)
    for (const step of draw() ?? []) step()
    plot.getZr().flush() // at once: paper waits for no frame
    return undefined
  }, [plot, option, isPrinting])
  useEffect(() => {
    geometry.current = null
    if (!plot || drawn !== option) return undefined // being drawn, with what is chosen then
    const steps = selectionsOf(plot, intervals, selected.current, drawnAxis.current)
    drawnAxis.current = undefined
    return steps.length > 0 ? drawInTurn(() => steps) : undefined
  }, [plot, intervals, drawn, option])

  // Nothing has a place before it is drawn: ECharts throws.
  const shown = drawn === option ? plot : undefined
  const point = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect()
    if (shown) onMark((geometry.current ??= geometryOf(shown)).itemAt([clientX - left, clientY - top]))
  }
  return (
    <Box
      role="img"
      aria-label={label}
      onPointerMove={point}
      onPointerLeave={() => onMark(undefined)}
      sx={{ position: 'relative', width: '100%', height }}
    >
      <Box ref={host} sx={{ width: '100%', height }} />
      {marked !== undefined && shown && <Mark places={geometryOf(shown).placesOf(marked)} color={color} />}
    </Box>
  )
}

/** The item that is pointed at, over all others. */
function Mark({ places, color }: { places: ReturnType<Geometry['placesOf']>; color: string | undefined }) {
  const [first] = places
  return (
    <Box component="svg" aria-hidden data-screen="" sx={mark}>
      {places.length > 1 && <polyline points={places.map((pixel) => pixel.join()).join(' ')} stroke={color} />}
      {places.length === 1 && first && <circle cx={first[0]} cy={first[1]} r={7} stroke={color} />}
    </Box>
  )
}

const mark = {
  position: 'absolute',
  inset: 0,
  width: '100%',
  height: '100%',
  pointerEvents: 'none',
  fill: 'none',
  strokeWidth: 3,
  paintOrder: 'stroke',
} as const

/** No axis has this id. */
const NO_AXIS = 'none'

/**
 * What selects parts of axes. `selected`: what is on each axis, as JSON; another action is a drawing of the whole plot. `drawn`: the
 * axis on which a pointer has just drawn its part, which is there already.
 */
function selectionsOf(plot: Plot, intervals: readonly AxisIntervals[], selected: string[], drawn?: number): Draw[] {
  const changed = intervals.flatMap((chosen, axis) => {
    const text = JSON.stringify(chosen)
    return text === (selected[axis] ?? '[]') ? [] : [{ axis, chosen, text }]
  })
  const select = (parallelAxisId: string, chosen: AxisIntervals) =>
    plot.dispatchAction({ type: 'axisAreaSelect', parallelAxisId, intervals: chosen })
  const steps = changed.map(({ axis, chosen, text }): Draw => () => {
    selected[axis] = text
    select(String(axis), chosen)
  })
  // ECharts takes it that the parts are drawn already on the axis of an action: only one of another axis draws them.
  const isSeen = changed.every(({ axis }) => axis === drawn)
  return isSeen ? steps : [...steps, () => select(NO_AXIS, [])]
}
