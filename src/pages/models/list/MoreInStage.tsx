import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { modelFactsQueries } from '../../../api/facts/model-facts.ts'
import { paths } from '../../../paths.ts'

type Props = { model: RegisteredModel; stage: 'Production' | 'Staging' }

/** “+1” where more versions hold a stage than the highest, which is shown. */
export function MoreInStage({ model, stage }: Props) {
  const count = useQuery(modelFactsQueries.of(model)).data?.counts[stage] ?? 0
  if (count < 2) return null
  const hint = `${count} versions in ${stage}`
  const shown = `+${count - 1}`
  return (
    <>
      {' '}
      <Link
        className="aside"
        to={paths.model(model.name)}
        title={hint}
        aria-label={`${shown}: ${hint} of ${model.name}`}
      >
        {shown}
      </Link>
    </>
  )
}
