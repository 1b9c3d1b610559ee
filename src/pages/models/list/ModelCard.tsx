import Box from '@mui/material/Box'
import { Link } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { Stage } from '#contract/versions.ts'
import { StageChip } from '../../../domain/StageChip.tsx'
import { paths } from '../../../paths.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { opening } from '../../../ui/text/opening.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { inStage, ownerOf } from './model-columns.tsx'

type Props = { model: RegisteredModel; /** Of the card's heading. */ level: 'h2' | 'h3' }

/** A model to read about; all of the card leads to it. */
export function ModelCard({ model, level }: Props) {
  const { name, description, last_updated_timestamp } = model
  const about = withoutSecrets(opening(description))
  const owner = ownerOf(model)
  return (
    <>
      <Box component={level}>
        <Link to={paths.model(name)}>
          <bdi>{name}</bdi>
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
        {(['Production', 'Staging'] as const).map((stage) => (
          <Holder key={stage} model={model} stage={stage} />
        ))}
        {owner && (
          <span>
            Owner <bdi>{withoutSecrets(owner)}</bdi>
          </span>
        )}
        <span>
          Updated <Time ms={last_updated_timestamp} />
        </span>
      </Box>
    </>
  )
}

function Holder({ model, stage }: { model: RegisteredModel; stage: Stage }) {
  const version = inStage(model, stage)
  if (!version) return null
  return (
    <span>
      <StageChip stage={stage} /> version {version.version}
    </span>
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
  '& span': { minWidth: 0, overflowWrap: 'anywhere' },
} as const
