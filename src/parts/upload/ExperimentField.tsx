import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useInfiniteQuery } from '@tanstack/react-query'
import { experimentQueries } from '../../api/experiments.ts'

/** The experiment for an upload's run: an existing one, or the name of a new one. */
export function ExperimentField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { data } = useInfiniteQuery(
    experimentQueries.pages({ filter: '', order: 'last_update_time DESC', view: 'ACTIVE_ONLY' }),
  )
  const names = data?.pages.flatMap(({ experiments }) => experiments.map((experiment) => experiment.name)) ?? []
  return (
    <Autocomplete
      freeSolo
      options={[...new Set(names)]}
      inputValue={name}
      onInputChange={(_event, next) => onChange(next)}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Experiment"
          margin="normal"
          helperText="The files go into a new run in this experiment."
        />
      )}
    />
  )
}
