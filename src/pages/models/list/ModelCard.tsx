import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
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
import { useMainMetrics } from './metrics/use-main-metrics.ts'
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
        <InUse model={model} />
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

/** What is in Production since when and its main metric, what is in Staging, and how many others are in either. */
function InUse({ model }: { model: RegisteredModel }) {
  const production = inStage(model, 'Production')
  const staging = inStage(model, 'Staging')
  const isAsked = production !== undefined || Number(staging?.version) > 1
  const facts = useQuery({ ...modelFactsQueries.of(model), enabled: isAsked }).data
  const [metric] = useMainMetrics(model, facts, 1)
  return (
    <>
      {production && (
        <span>
          <Holder version={production} count={facts?.counts.Production} />
          {facts?.since !== undefined && (
            <>
              , since <Time ms={facts.since} />
            </>
          )}
        </span>
      )}
      {production && metric && (
        <span title={metric.hint}>
          {metric.name} <MetricValue value={metric.value} />
        </span>
      )}
      {staging && (
        <span>
          <Holder version={staging} count={facts?.counts.Staging} />
        </span>
      )}
    </>
  )
}

/** The highest of `count` versions in a stage. */
function Holder({
  version: { version, current_stage = 'None' },
  count = 1,
}: {
  version: ModelVersion
  count?: number | undefined
}) {
  return (
    <>
      <StageChip stage={current_stage} /> version {version}
      {count > 1 && ` +${count - 1}`}
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
