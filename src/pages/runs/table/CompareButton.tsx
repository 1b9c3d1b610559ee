import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { MOST_IDS } from '#contract/compared/runs-in.ts'
import { type ValueChoice, valueParam } from '../../../domain/metrics/metric-value.ts'
import { paths } from '../../../paths.ts'

/** Leads to the selected runs side by side. */
export function CompareButton({ selected, choice }: { selected: readonly Run[]; choice: ValueChoice }) {
  if (selected.length > MOST_IDS)
    return (
      <Typography variant="body2" color="textSecondary" role="status">
        Select at most {MOST_IDS} runs to compare, or clear the selection and compare all
      </Typography>
    )
  return (
    <Button
      component={RouterLink}
      to={paths.compareRuns({
        runs: selected.map(({ info }) => info.run_id),
        experiments: [...new Set(selected.map(({ info }) => info.experiment_id))],
        value: valueParam(choice),
      })}
    >
      Compare
    </Button>
  )
}
