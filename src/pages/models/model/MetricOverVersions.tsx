import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useMemo, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { Run } from '#contract/runs.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { paths } from '../../../paths.ts'
import { Chart } from '../../../ui/chart/Chart.tsx'
import { curveOf } from '../../../ui/chart/curve.ts'
import { pointOf } from '../../../domain/metric-point.ts'
import { xAxisFor } from '../../../ui/chart/x-axis.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { metricHeader, metricMeaning, metricWords } from '../../../domain/metric-meaning.ts'
import { type ValueChoice, valueSuffix } from '../../../domain/metrics/metric-value.ts'
import { wholeMeaning } from '../../../domain/usual-metrics.ts'
import { StageChip } from '../../../domain/StageChip.tsx'

const HEIGHT = 180

type Props = {
  metric: string
  /** Which value of it is in the runs. */
  choice: ValueChoice
  /** The model's tags, which say what the metric means. */
  tags: RegisteredModel['tags']
  versions: readonly ModelVersion[]
  runs: ReadonlyMap<string, Run>
}

/** Charts a metric of the source runs by version. */
export function MetricOverVersions({ metric, choice, tags, versions, runs }: Props) {
  const [cursor, setCursor] = useState<number>()
  // Kept when the cursor leaves, so that its link can be reached.
  const [pointed, setPointed] = useState<number>()
  const { unit } = metricMeaning(metric, tags)
  const drawn = useMemo(() => {
    const points = versions.flatMap(({ version, run_id }) => {
      const logged = runs.get(run_id ?? '')?.data.metrics?.find(({ key }) => key === metric)
      return logged ? [pointOf({ ...logged, step: Number(version) })] : []
    })
    const drawing = { axis: xAxisFor('step', points), isLog: false, smoothing: 0, ...(unit && { unit }) }
    return { drawing, curves: [curveOf(metric, 0, points, drawing)], count: points.length }
  }, [metric, unit, versions, runs])
  const { curves, drawing, count } = drawn
  const version = versions.find((it) => Number(it.version) === pointed)
  const value = curves[0]?.points.find(({ step }) => step === pointed)?.value
  return (
    <Box component="figure" aria-label={`${metric} by version`} sx={{ m: 0, mb: 5 }}>
      {count > 1 && (
        <Chart
          label={`${metricHeader(metric, tags)}${valueSuffix(choice, metric, tags)} of ${count} versions`}
          curves={curves}
          drawing={drawing}
          height={HEIGHT}
          cursor={cursor}
          onCursor={(x) => {
            setCursor(x)
            if (x !== undefined) setPointed(x)
          }}
        />
      )}
      <Typography variant="caption" color="textSecondary" component="figcaption" role="status" sx={caption}>
        {version && value !== undefined ? (
          <>
            <Link component={RouterLink} underline="always" to={paths.version(version)}>
              Version {version.version}
            </Link>{' '}
            <StageChip stage={version.current_stage ?? 'None'} /> {metric}
            {valueSuffix(choice, metric, tags)} <MetricValue value={String(value)} />
          </>
        ) : (
          `${metricWords(wholeMeaning(metric, tags))} ${told(metric + valueSuffix(choice, metric, tags), count, versions.length)}`.trim()
        )}
      </Typography>
    </Box>
  )
}

function told(metric: string, count: number, of: number): string {
  if (count === 0) return `No source run logged ${metric}.`
  if (count === 1) return `Only one version has ${metric}. A chart needs two.`
  const whose = count < of ? `${count} of ${of} versions have it.` : ''
  return `${metric} of each version’s source run. ${whose} Hover over the curve, or focus it and use the arrow keys.`
}

const caption = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 2,
  minHeight: 20,
  mt: 1,
  overflowWrap: 'anywhere',
} as const
