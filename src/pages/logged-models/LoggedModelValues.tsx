import Box from '@mui/material/Box'
import type { LoggedModel } from '#contract/logged-models.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Section } from '../../ui/Section.tsx'

/** The metrics and params that were logged with the model. */
export function LoggedModelValues({ model: { data } }: { model: LoggedModel }) {
  const { metrics = [], params = [] } = data ?? {}
  if (metrics.length === 0 && params.length === 0) return null
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { md: '1fr 1fr' }, gap: 8, my: 5 }}>
      <Section title="Metrics">
        <Facts>
          {metrics.map(({ key, value, dataset_name, step }, index) => (
            <Fact key={index} name={key}>
              {value}
              {step ? ` at step ${step}` : ''}
              {dataset_name ? ` on ${dataset_name}` : ''}
            </Fact>
          ))}
        </Facts>
      </Section>
      <Section title="Params">
        <Facts>
          {params.map(({ key, value }) => (
            <Fact key={key} name={key}>
              {value}
            </Fact>
          ))}
        </Facts>
      </Section>
    </Box>
  )
}
