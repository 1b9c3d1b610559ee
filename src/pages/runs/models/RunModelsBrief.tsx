import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { paths } from '../../../paths.ts'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { usePrinting } from '../../../ui/print/printing.ts'
import { VersionLinks } from '../../../domain/VersionLinks.tsx'
import { RunModelFailures } from './RunModelFailures.tsx'
import { RunModelLink } from './RunModelLink.tsx'
import { RunModelVersions } from './RunModelVersions.tsx'
import { modelKey, useRunModels } from './use-run-models.ts'

const FIRST = 5

/** A summary of a run's models and registered versions; the Models tab has all of them. */
export function RunModelsBrief({ run }: { run: Run }) {
  const { models, others, isPending, failures } = useRunModels(run)
  const shown = usePrinting() ? Infinity : FIRST
  const isNone = !isPending && failures.length === 0 && models.length + others.length === 0
  return (
    <Section title="Models">
      {isPending && <LoadingRows count={1} />}
      <RunModelFailures failures={failures} />
      {isNone && (
        <Typography variant="body2" color="textSecondary">
          No models logged or registered from this run.
        </Typography>
      )}
      {models.slice(0, shown).map((model) => (
        <Box key={modelKey(model)} sx={row}>
          <RunModelLink model={model} />
          <RunModelVersions versions={model.versions.slice(0, shown)} />
        </Box>
      ))}
      {others.length > 0 && (
        <Box sx={row}>
          <Typography variant="body2" color="textSecondary">
            Registered from its artifacts
          </Typography>
          <VersionLinks versions={others.slice(0, shown)} />
        </Box>
      )}
      {models.length + others.length > shown && (
        <Link component={RouterLink} to={paths.runModels(run.info.run_id)} variant="body2">
          All models and versions
        </Link>
      )}
    </Section>
  )
}

const row = { py: 1.5, borderTop: 1, borderColor: 'divider', typography: 'body2' } as const
