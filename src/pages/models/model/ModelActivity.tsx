import Stack from '@mui/material/Stack'
import { ActivityList } from '../../../parts/reviews/ActivityList.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { ProductionTimeline } from './ProductionTimeline.tsx'

/** The Activity tab of a model: what was in Production when, and what happened. */
export function ModelActivity({ name }: { name: string }) {
  return (
    <Stack spacing={8}>
      <ProductionTimeline name={name} />
      <Section title="Activity">
        <ActivityList name={name} />
      </Section>
    </Stack>
  )
}
