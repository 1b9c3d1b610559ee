import Box from '@mui/material/Box'
import { Suspense } from 'react'
import { type ValueChoice, valueParam } from '../../domain/metrics/metric-value.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { useUrlParams, withParam } from '../../url-params.ts'
import { ValueSelect } from './ValueSelect.tsx'

const ChosenValues = onDemand(async () => (await import('./ChosenValues.tsx')).ChosenValues)

type Read = { isPending: boolean; error: Error | undefined; retry: () => void }

/** Chooses, in the URL, which value of metrics is shown below, and says how far that is read; without `read` all of them are known. */
export function ChosenValue({ choice, read }: { choice: ValueChoice; read?: Read }) {
  const [, setParams] = useUrlParams()
  return (
    <Box data-screen="" sx={{ mb: 3 }}>
      <ValueSelect
        value={choice}
        onChoose={(next) =>
          setParams((before) => withParam(before, 'value', valueParam(next)), {
            replace: true,
            preventScrollReset: true,
          })
        }
      />
      {choice !== 'last' && read && (
        <Suspense fallback={null}>
          <ChosenValues read={read} choice={choice} />
        </Suspense>
      )}
    </Box>
  )
}
