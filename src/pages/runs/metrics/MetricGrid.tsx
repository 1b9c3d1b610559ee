import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import type { Metric } from '#contract/runs.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { MetricCard } from './MetricCard.tsx'
import type { MetricsView } from './metrics-view.ts'

type Props = { title: string; runId: string; metrics: readonly Metric[]; view: MetricsView }

const FIRST = 60

/** A small chart per metric. */
export function MetricGrid({ title, runId, metrics, view }: Props) {
  const [count, setCount] = useState(FIRST)
  if (metrics.length === 0) return null
  return (
    <Section title={`${title} (${metrics.length})`}>
      <Box sx={grid}>
        {metrics.slice(0, count).map((latest) => (
          <MetricCard key={latest.key} runId={runId} latest={latest} view={view} />
        ))}
      </Box>
      {metrics.length > count && (
        <Button onClick={() => setCount(count + FIRST)} sx={{ mt: 4 }}>
          Show more ({metrics.length - count})
        </Button>
      )}
    </Section>
  )
}

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
  columnGap: 8,
  rowGap: 5,
} as const
