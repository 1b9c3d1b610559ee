import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import type { Wanted } from '#contract/compared/against.ts'
import { useModelSearch } from '../../../parts/register/use-model-search.ts'

type Props = {
  own: VersionId
  /** What is compared with now; its version is missing while unknown. */
  against: Wanted
  /** The versions of that model, newest first. */
  versions: readonly ModelVersion[]
  /** Their list, which is asked for again when somebody opens it after it failed. */
  list: Pick<UseQueryResult, 'error' | 'isFetching' | 'refetch'>
  onChange: (wanted: Wanted) => void
  /** The list of versions has been opened. */
  onOpen?: () => void
  /** The field for the version takes the focus. */
  startsAtVersion?: boolean
}

/** Chooses the version to compare with, also one of another model. */
export function AgainstPicker({ own, against, versions, list, onChange, onOpen, startsAtVersion }: Props) {
  const [text, setText] = useState('')
  const [isOpened, setOpened] = useState(false)
  const { models, isFetching } = useModelSearch(text === against.name ? '' : text, isOpened)
  const names = [...new Set([own.name, against.name, ...models.map(({ name }) => name)])]
  const others = versions.filter(({ name, version }) => name !== own.name || version !== own.version)
  const chosen = others.find(({ version }) => version === against.version)
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, flex: '1 1 320px', maxWidth: 640 }}>
      <Autocomplete
        options={names}
        value={against.name}
        disableClearable
        loading={isFetching}
        onOpen={() => setOpened(true)}
        onInputChange={(_event, next, reason) => setText(reason === 'input' ? next : '')}
        onChange={(_event, name) => onChange({ name })}
        renderInput={(params) => <TextField {...params} label="Compare with model" />}
        slotProps={{ listbox: { sx: { overflowWrap: 'anywhere' } } }}
        sx={{ flex: '2 1 200px' }}
      />
      <Autocomplete
        options={others}
        value={chosen ?? null}
        // A value of null would make it uncontrolled in the typing of MUI, so it is never cleared but may be empty.
        getOptionLabel={labelOf}
        getOptionKey={({ version }) => version}
        isOptionEqualToValue={(a, b) => a.version === b.version}
        filterOptions={hundred}
        loading={list.isFetching}
        onOpen={() => {
          onOpen?.()
          if (list.error) void list.refetch()
        }}
        noOptionsText={emptyText(against.name, list.error)}
        onChange={(_event, version) => version && onChange({ name: against.name, version: version.version })}
        renderInput={(params) => <TextField {...params} label="Version" autoFocus={startsAtVersion ?? false} />}
        sx={{ flex: '1 1 160px' }}
      />
    </Box>
  )
}

function emptyText(model: string, error: Error | null): string {
  if (error) return `The versions could not be loaded: ${error.message}`
  return model === '' ? 'Choose a model first' : 'No other version'
}

const labelOf = ({ version, current_stage = 'None' }: ModelVersion) =>
  current_stage === 'None' ? `Version ${version}` : `Version ${version} · ${current_stage}`

/** More would be slow to open; typing finds the rest. */
const hundred = createFilterOptions<ModelVersion>({ limit: 100 })
