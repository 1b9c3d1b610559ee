import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { loggedModelQueries } from '../../../api/logged-models.ts'
import { paths } from '../../../paths.ts'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Id } from '../../../ui/text/Id.tsx'
import { Section } from '../../../ui/layout/Section.tsx'

/** The logged models a run used, to evaluate them or to continue from them. */
export function ModelInputs({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <Section title="Models used">
      <Facts>
        {[...new Set(ids)].map((id) => (
          <ModelInput key={id} id={id} />
        ))}
      </Facts>
    </Section>
  )
}

/** Shows the name once loaded; a deleted model shows its id. */
function ModelInput({ id }: { id: string }) {
  const model = useQuery(loggedModelQueries.detail(id)).data
  return (
    <Fact name="Logged model">
      {model && (
        <Link component={RouterLink} to={paths.loggedModel(id)}>
          <bdi>{model.info.name}</bdi>
        </Link>
      )}{' '}
      <Id value={id} what="model ID" to={paths.loggedModel(id)} />
    </Fact>
  )
}
