import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { useMay } from '../../../api/access/access.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { ActivityList } from '../../../parts/reviews/ActivityList.tsx'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { ProductionTimeline } from './ProductionTimeline.tsx'

/** The Activity tab of a model: what was in Production when, and what happened. */
export function ModelActivity({ name }: { name: string }) {
  const { manage } = useMay({ model: name })
  return (
    <div className="sections">
      <ProductionTimeline name={name} />
      <Section title="Activity">
        <ActivityList name={name} />
      </Section>
      {manage && serverInfo.capabilities.webhooks && (
        <Link component={RouterLink} to={paths.webhooks(name)} sx={{ alignSelf: 'start' }}>
          Webhooks for this model
        </Link>
      )}
    </div>
  )
}
