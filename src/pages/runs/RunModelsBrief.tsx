import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Link as RouterLink } from 'react-router'
import type { Place } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Section } from '../../ui/Section.tsx'
import { modelKey, useRunModels } from './use-run-models.ts'
import { VersionLinks } from '../../ui/VersionLinks.tsx'

const SHOWN = 5

/** A run's models and registered versions at a glance; the tab has all of them. */
export function RunModelsBrief({ run }: { run: Run }) {
  const { models, others, isPending, failures } = useRunModels(run)
  const isNone = !isPending && failures.length === 0 && models.length + others.length === 0
  return (
    <Section title="Models">
      {isPending && <LoadingRows count={1} />}
      {failures.map(({ title, query }) => (
        <ErrorNotice
          key={title}
          title={title}
          error={query.error ?? new Error(title)}
          onRetry={() => void query.refetch()}
        />
      ))}
      {isNone && (
        <Typography variant="body2" color="textSecondary">
          This run has logged no model, and nothing of it is registered.
        </Typography>
      )}
      {models.slice(0, SHOWN).map((model) => (
        <Box key={modelKey(model)} sx={row}>
          <Link
            component={RouterLink}
            to={hrefOf(model.place)}
            sx={{ display: 'inline-block', py: 0.75, overflowWrap: 'anywhere', fontWeight: 500 }}
          >
            {model.name}
          </Link>
          {model.versions.length > 0 ? (
            <VersionLinks versions={model.versions.slice(0, SHOWN)} />
          ) : (
            <Typography variant="body2" color="textSecondary">
              Not registered
            </Typography>
          )}
        </Box>
      ))}
      {others.length > 0 && (
        <Box sx={row}>
          <Typography variant="body2" color="textSecondary">
            Registered from its artifacts
          </Typography>
          <VersionLinks versions={others.slice(0, SHOWN)} />
        </Box>
      )}
      {models.length + others.length > SHOWN && (
        <Link component={RouterLink} to={paths.runModels(run.info.run_id)} variant="body2">
          All models and versions
        </Link>
      )}
    </Section>
  )
}

/** Where the files of a run's model are shown. */
export const hrefOf = ({ owner, path }: Place): string => {
  if ('model_id' in owner) return paths.loggedModel(owner.model_id)
  return 'run_id' in owner ? paths.runArtifacts(owner.run_id, path) : paths.models()
}

const row = { py: 1.5, borderTop: 1, borderColor: 'divider', typography: 'body2' } as const
