import Skeleton from '@mui/material/Skeleton'
import { type ComponentProps, Suspense } from 'react'
import { ErrorBoundary } from '../feedback/ErrorBoundary.tsx'
import { onDemand } from '../feedback/on-demand.tsx'

// Load the drawing library with the first plot.
const PlotCanvas = onDemand(async () => (await import('./PlotCanvas.tsx')).PlotCanvas)

/** Items on a canvas, drawn once the library has loaded. */
export function Plot(props: ComponentProps<typeof PlotCanvas>) {
  return (
    <ErrorBoundary title="The plot could not be drawn">
      <Suspense fallback={<Skeleton variant="rounded" height={props.height} />}>
        <PlotCanvas {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
