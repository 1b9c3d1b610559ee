import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useState } from 'react'
import type { ModelVersion } from '#contract/versions.ts'
import { trackingUri } from '../../api/client.ts'
import { Section } from '../../ui/Section.tsx'
import { Snippet } from '../../ui/Snippet.tsx'
import { waysToLoad } from './snippets.ts'

/** How to load this version, by number, stage or alias. */
export function UseModel({ version }: { version: ModelVersion }) {
  const ways = waysToLoad(version, trackingUri)
  const [chosen, setChosen] = useState('version')
  // A stage or alias that was chosen may be gone.
  const way = ways.find(({ id }) => id === chosen) ?? ways[0]
  if (!way) return null
  return (
    <Section title="Use this model">
      {ways.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          value={way.id}
          aria-label="Load by"
          onChange={(_event, id: string | null) => id && setChosen(id)}
          sx={{ mb: 2, flexWrap: 'wrap' }}
        >
          {ways.map(({ id, label }) => (
            <ToggleButton
              key={id}
              value={id}
              title={label}
              sx={{
                py: 0.5,
                textTransform: 'none',
                maxWidth: 240,
                display: 'block',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <Snippet code={way.code} what="snippet" />
    </Section>
  )
}
