import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { Tag } from '#contract/values.ts'
import { storedAlias, typedAlias } from '../../domain/as-stored.ts'
import { aliasError } from '../../domain/name-problems.ts'
import { serverInfo } from '../../api/server-info.ts'
import { AliasNeeds } from '../access/AliasNeeds.tsx'
import { WhomToAsk } from '../WhomToAsk.tsx'
import { TagRows } from './TagRows.tsx'

export type Options = {
  description: string
  tags: readonly Tag[]
  alias: string
  toStaging: boolean
}
export const noOptions: Options = { description: '', tags: [], alias: '', toStaging: false }
type Props = {
  options: Options
  /** The model that gets the version, if it exists already. */
  model: string | undefined
  /** Why one may not move versions of it to Staging. */
  cannotMove: string | undefined
  onChange: (options: Options) => void
  /** How often registering was refused because of a tag. */
  refused: number
}

/** Optional properties of a version; collapsed, because most need only a name. */
export function OptionalFields({ options, model, cannotMove, onChange, refused }: Props) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button variant="text" sx={{ alignSelf: 'flex-start' }} onClick={() => setOpen(true)}>
        Add a description, tags, an alias or a stage
      </Button>
    )
  const aliasProblem = options.alias === '' ? undefined : aliasError(typedAlias(options.alias))
  return (
    <Stack sx={{ gap: 4 }}>
      <TextField
        label="Version description"
        multiline
        minRows={2}
        autoFocus
        value={options.description}
        onChange={(event) => onChange({ ...options, description: event.target.value })}
        helperText="Markdown"
      />
      <TagRows tags={options.tags} onChange={(tags) => onChange({ ...options, tags })} refused={refused} />
      <TextField
        label="Alias"
        value={options.alias}
        onChange={(event) => onChange({ ...options, alias: event.target.value })}
        error={aliasProblem !== undefined}
        helperText={aliasProblem ?? storedAlias(options.alias) ?? 'If another version has this alias, it moves here'}
      />
      {model !== undefined && <AliasNeeds model={model} alias={typedAlias(options.alias)} />}
      {serverInfo.capabilities.stages && (
        <FormControlLabel
          label="Move to Staging after registering"
          control={
            <Checkbox
              size="small"
              checked={options.toStaging && cannotMove === undefined}
              disabled={cannotMove !== undefined}
              onChange={(event) => onChange({ ...options, toStaging: event.target.checked })}
            />
          }
        />
      )}
      {serverInfo.capabilities.stages && cannotMove !== undefined && model !== undefined && (
        <WhomToAsk thing={{ model }} needs={cannotMove} />
      )}
    </Stack>
  )
}
