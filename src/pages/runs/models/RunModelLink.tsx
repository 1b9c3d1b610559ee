import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { Place } from '#contract/model-uri.ts'
import { paths } from '../../../paths.ts'
import type { RunModel } from './use-run-models.ts'

/** Links a run's model to its files. */
export function RunModelLink({ model: { name, place } }: { model: RunModel }) {
  return (
    <Link
      component={RouterLink}
      to={hrefOf(place)}
      sx={{ display: 'inline-block', py: 0.75, overflowWrap: 'anywhere', fontWeight: 500 }}
    >
      <bdi>{name}</bdi>
    </Link>
  )
}

const hrefOf = ({ owner, path }: Place): string => {
  if ('model_id' in owner) return paths.loggedModel(owner.model_id)
  return 'run_id' in owner ? paths.runArtifacts(owner.run_id, path) : paths.models()
}
