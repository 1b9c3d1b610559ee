import Button from '@mui/material/Button'
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { onDemand } from '../../../../ui/feedback/on-demand.tsx'

const MetricsMenu = onDemand(async () => (await import('./SortByMetric.tsx')).MetricsMenu)

type Props = { chosen: string; onChoose: (metric: string) => void }

/** Opens the metrics to sort by, whose code comes then. */
export function SortButton({ chosen, onChoose }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ChevronDown size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Sort by metric
      </Button>
      {anchor && (
        <Suspense fallback={null}>
          <MetricsMenu anchor={anchor} chosen={chosen} onChoose={onChoose} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  )
}
