import Box from '@mui/material/Box'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { productionMetrics } from '../../../../api/facts/production-metrics.ts'
import { compareNames } from '../../../../text/compare-names.ts'

type Props = { chosen: string; /** An empty one ends it. */ onChoose: (metric: string) => void }

/** The metrics of versions in Production, below the button that opens them: the models are sorted by the chosen one. */
export const MetricsMenu = ({
  anchor,
  onClose,
  chosen,
  onChoose,
}: Props & { anchor: HTMLElement; onClose: () => void }) => (
  <Menu open anchorEl={anchor} onClose={onClose} slotProps={{ list: { dense: true, 'aria-label': 'Sort by metric' } }}>
    <Metrics
      chosen={chosen}
      onChoose={(metric) => {
        onClose()
        onChoose(metric)
      }}
    />
  </Menu>
)

/** The metrics that any version in Production has, read once the menu is open. */
function Metrics({ chosen, onChoose }: Props) {
  const { data, error } = useQuery(productionMetrics.all())
  if (!data) return <MenuItem disabled>{error ? 'The metrics could not be read' : 'Reading metrics…'}</MenuItem>
  const counts = new Map<string, number>(chosen ? [[chosen, 0]] : [])
  for (const { metrics } of data.measured.values())
    for (const key of metrics.keys()) if (!key.startsWith('system/')) counts.set(key, (counts.get(key) ?? 0) + 1)
  if (counts.size === 0) return <MenuItem disabled>No version in Production has metrics</MenuItem>
  const keys = [...counts].toSorted((a, b) => b[1] - a[1] || compareNames(a[0], b[0])).slice(0, MOST_OFFERED)
  return ['', ...keys.map(([key]) => key)].map((key) => (
    <MenuItem
      key={key}
      role="menuitemradio"
      aria-checked={key === chosen}
      autoFocus={key === chosen} // the menu opened before the metrics were read
      onClick={() => onChoose(key)}
      sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
    >
      <Box
        component={Check}
        size={16}
        aria-hidden
        sx={{ mr: 2, flexShrink: 0, visibility: key === chosen ? 'visible' : 'hidden' }}
      />
      {key || 'None'}
    </MenuItem>
  ))
}

/** The metrics that most models have. */
const MOST_OFFERED = 200
