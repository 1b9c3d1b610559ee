import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { modelFactsQueries } from '../../../api/facts/model-facts.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { type ModelFault, modelFaults, STALE_DAYS } from '../../../domain/health/model-faults.ts'
import { StageChip } from '../../../domain/StageChip.tsx'
import { paths } from '../../../paths.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { useNow } from '../../../ui/text/clock.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Marked } from '../../../domain/find/Marked.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { aboutOf } from './about-model.ts'
import { useMainMetrics } from './use-main-metrics.ts'
import { useModelsTable } from './models-table.ts'
import { inStage, ownerOf } from './model-columns.tsx'

type Props = { model: RegisteredModel; /** Of the card's heading. */ level: 'h2' | 'h3' }

/** A model to read about; all of the card leads to it. */
export function ModelCard({ model, level }: Props) {
  const { name, description } = model
  const found = useModelsTable().found.get(name)
  const terms = found?.terms ?? []
  const about = withoutSecrets(aboutOf(description, found))
  const owner = ownerOf(model)
  return (
    <>
      <Box component={level}>
        <Link to={paths.model(name)}>
          <bdi>
            <Marked text={name} terms={terms} />
          </bdi>
        </Link>
      </Box>
      {about ? (
        <p dir="auto">{about}</p>
      ) : (
        <Box component="p" sx={{ color: 'text.secondary' }}>
          No description.
        </Box>
      )}
      <Box sx={facts}>
        <InProduction model={model} />
        {inStage(model, 'Staging') && (
          <span>
            <StageChip stage="Staging" /> version {inStage(model, 'Staging')?.version}
          </span>
        )}
        {owner && (
          <span>
            Owner <bdi>{withoutSecrets(owner)}</bdi>
          </span>
        )}
        <Health model={model} />
      </Box>
    </>
  )
}

/** What is in Production, how many others are, since when, and its main metric. */
function InProduction({ model }: { model: RegisteredModel }) {
  const version = inStage(model, 'Production')
  const facts = useQuery({ ...modelFactsQueries.of(model), enabled: version !== undefined }).data
  const [metric] = useMainMetrics(model, facts, 1)
  if (!version) return null
  const more = (facts?.counts.Production ?? 1) - 1
  return (
    <>
      <span>
        <StageChip stage="Production" /> version {version.version}
        {more > 0 && ` +${more}`}
        {facts?.since !== undefined && (
          <>
            , since <Time ms={facts.since} />
          </>
        )}
      </span>
      {metric && (
        <span title={metric.hint}>
          {metric.name} <MetricValue value={metric.value} />
        </span>
      )}
    </>
  )
}

const words: Record<ModelFault, string> = {
  'nothing-in-production': 'Nothing in Production',
  'no-description': 'No description',
  'no-owner': 'No owner',
  stale: 'No change for half a year',
}

function Health({ model }: { model: RegisteredModel }) {
  // The missing description is said in its place.
  const rules = { now: useNow(), staleDays: STALE_DAYS, hasStages: serverInfo.capabilities.stages }
  const faults = modelFaults(model, rules).filter((fault) => fault !== 'no-description')
  if (faults.length === 0) return null
  return (
    <Box component="span" sx={{ color: 'warning.main', '& svg': { verticalAlign: -2, mr: 1 } }}>
      <TriangleAlert size={12} aria-hidden />
      {faults.map((fault) => words[fault]).join(', ')}
    </Box>
  )
}

const facts = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 4,
  rowGap: 1,
  mt: 'auto',
  typography: 'caption',
  color: 'text.secondary',
  '& > span': { minWidth: 0, overflowWrap: 'anywhere' },
} as const
