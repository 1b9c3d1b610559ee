import Skeleton from '@mui/material/Skeleton'
import { type ComponentProps, Suspense } from 'react'
import { ErrorBoundary } from '../feedback/ErrorBoundary.tsx'
import { onDemand } from '../feedback/on-demand.tsx'

// Load the drawing library with the first chart.
const LineChart = onDemand(async () => (await import('./LineChart.tsx')).LineChart)

/** Curves over one axis, drawn once the library has loaded. */
export function Chart(props: ComponentProps<typeof LineChart>) {
  return (
    <ErrorBoundary title="The chart could not be drawn">
      <Suspense fallback={<Skeleton variant="rounded" height={props.height} />}>
        <LineChart {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
