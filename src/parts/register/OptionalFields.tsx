import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { tagKeyProblem } from '#contract/tags.ts'
import { storedAlias, storedTags, tagsOf, typedAlias } from '../../domain/as-stored.ts'
import { aliasError } from '../../domain/name-problems.ts'
import { serverInfo } from '../../api/server-info.ts'

export type Options = {
  description: string
  /** One `key=value` per line. */ tags: string
  alias: string
  toStaging: boolean
}
export const noOptions: Options = { description: '', tags: '', alias: '', toStaging: false }
type Props = { options: Options; onChange: (options: Options) => void }

/** Optional properties of a version; collapsed, because most need only a name. */
export function OptionalFields({ options, onChange }: Props) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button variant="text" sx={{ alignSelf: 'flex-start' }} onClick={() => setOpen(true)}>
        Add a description, tags, an alias or a stage
      </Button>
    )
  const aliasProblem = options.alias === '' ? undefined : aliasError(typedAlias(options.alias))
  const tagsError = tagsProblem(options.tags)
  return (
    <Stack spacing={4} useFlexGap>
      <TextField
        label="Version description"
        multiline
        minRows={2}
        autoFocus
        value={options.description}
        onChange={(event) => onChange({ ...options, description: event.target.value })}
        helperText="Markdown"
      />
      <TextField
        label="Tags"
        multiline
        value={options.tags}
        onChange={(event) => onChange({ ...options, tags: event.target.value })}
        error={tagsError !== undefined}
        helperText={tagsError ?? storedTags(options.tags) ?? 'One key=value per line'}
        slotProps={{ formHelperText: { sx: { whiteSpace: 'pre-wrap' } } }}
      />
      <TextField
        label="Alias"
        value={options.alias}
        onChange={(event) => onChange({ ...options, alias: event.target.value })}
        error={aliasProblem !== undefined}
        helperText={aliasProblem ?? storedAlias(options.alias) ?? 'If another version has this alias, it moves here'}
      />
      {serverInfo.capabilities.stages && (
        <FormControlLabel
          label="Move to Staging after registering"
          control={
            <Checkbox
              size="small"
              checked={options.toStaging}
              onChange={(event) => onChange({ ...options, toStaging: event.target.checked })}
            />
          }
        />
      )}
    </Stack>
  )
}

/** Why a line is not a valid tag. */
export const tagsProblem = (text: string): string | undefined =>
  tagsOf(text)
    .map(({ key }) => tagKeyProblem(key))
    .find((problem) => problem !== undefined)
