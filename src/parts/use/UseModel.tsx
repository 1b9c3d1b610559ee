import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { USE_HASH } from '../../paths.ts'
import { Choice } from '../../ui/forms/Choice.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { Tabs } from '../../ui/layout/Tabs.tsx'
import { Recipes } from './Recipes.tsx'
import { usesOf } from './recipe-list.ts'
import { useUrlParams, withParam } from '../../url-params.ts'
import { useVersionModel } from './use-version-model.ts'
import { loadProblem, type Offer, offersOf, waysToLoad } from './ways-to-load.ts'

type Props =
  | { version: ModelVersion }
  | { model: RegisteredModel; /** All, the newest first. */ versions: readonly ModelVersion[] }

/** How to use a version, or what is in Production or has an alias: from Python or the command line. */
export function UseModel(props: Props) {
  const offers =
    'version' in props
      ? waysToLoad(props.version).map((way) => ({ way, version: props.version }))
      : offersOf(props.model, props.versions)
  return offers[0] ? <Offers offers={[offers[0], ...offers.slice(1)]} /> : null
}

function Offers({ offers }: { offers: readonly [Offer, ...Offer[]] }) {
  const [params, setParams] = useUrlParams()
  const place = useLocation()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (place.hash !== USE_HASH) return
    section.current?.scrollIntoView()
    section.current?.focus({ preventScroll: true })
  }, [place]) // a new one for every press of the button above
  // An old link may name a stage or alias that is gone.
  const { way, version } = offers.find((offer) => offer.way.id === params.get('by')) ?? offers[0]
  // A model that MLflow cannot load can still be downloaded.
  const found = useVersionModel(version)
  const offered = usesOf(found.isNoModel ? null : found.model)
  const use = offered.find(({ id }) => id === params.get('use'))?.id ?? offered[0]?.id ?? 'python'
  const choose = (key: string, value: string) =>
    setParams((before) => withParam(before, key, value), { replace: true, preventScrollReset: true })
  const problem = loadProblem(version.name)
  return (
    <Section title="Use this model" ref={section}>
      <Box
        data-screen=""
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1, alignItems: 'center', mt: 2 }}
      >
        <Choice
          label="Load by"
          value={way.id}
          options={offers.map(({ way: { id, label } }) => [id, label])}
          onChoose={(id) => choose('by', id)}
          sx={{ width: 220 }}
        />
        <Typography variant="body2" color="textSecondary" sx={{ flex: '1 1 240px' }}>
          {problem ?? way.meaning}
        </Typography>
      </Box>
      <Box sx={{ mt: 2, mb: 4 }}>
        <Tabs
          line
          aria-label="Ways to use this model"
          value={use}
          tabs={offered.map(({ id, label }) => ({ value: id, label }))}
          onChange={(value) => choose('use', value)}
        />
      </Box>
      <Recipes version={version} found={found} way={way} use={use} />
    </Section>
  )
}
