import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { modelNameProblem } from '#contract/model-names.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelSearch } from './use-model-search.ts'

type Props = {
  name: string
  onChange: (name: string) => void
  /** What the server has of this name. */
  search: ModelSearch
  readOnly: boolean
  refusal: string | undefined
}

/** Searches the registered models while one types, and offers a new one under a name that nobody has. */
export function ModelNameField({ name, onChange, search, readOnly, refusal }: Props) {
  const typed = name.trim()
  const { models, existing, answered, isFetching } = search
  const problem = typed === '' ? undefined : modelNameProblem(typed)
  const offersNew = typed !== '' && !problem && !existing && answered
  const names = models.map((model) => model.name)
  // Nothing is left to choose: a list of what stands there would only hide what is said of it below.
  const isChosen = existing !== undefined && names.length <= 1
  const error = problem ?? refusal
  return (
    <Autocomplete
      freeSolo
      openOnFocus
      readOnly={readOnly}
      inputValue={name}
      onInputChange={(_event, text, reason) => reason !== 'reset' && onChange(text)}
      onChange={(_event, option) => typeof option === 'string' && onChange(option)}
      value={null}
      options={offersNew ? [...names, typed] : isChosen ? [] : names}
      filterOptions={narrow}
      loading={isFetching}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props} style={{ overflowWrap: 'anywhere' }}>
          {offersNew && option === typed ? `Create new model "${typed}"` : option}
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Model name"
          autoFocus
          error={error !== undefined}
          helperText={error ?? <Outcome name={typed} existing={existing} known={answered} />}
        />
      )}
    />
  )
}

/**
 * What registering under this name will do. Not the number: that of a deleted version may or may not be given again, and
 * somebody else may register first.
 */
function Outcome({ name, existing, known }: { name: string; existing: RegisteredModel | undefined; known: boolean }) {
  if (name === '') return <>Pick a model, or type a new name.</>
  if (!existing) return <>{known ? 'A new model; this will be its first version.' : ' '}</>
  const versions = existing.latest_versions ?? []
  if (versions.length === 0) return <>This model has no versions now.</>
  const highest = Math.max(...versions.map(({ version }) => Number(version)))
  const live = versions.filter(({ current_stage }) => current_stage === 'Production').map(({ version }) => version)
  return (
    <>
      This will be the next version, after {highest}.{' '}
      {live.length > 0 ? `In Production: version ${live.join(', ')}.` : 'Nothing is in Production.'}
    </>
  )
}

// The server has searched already; this only narrows an answer that is older than the text.
const narrow = createFilterOptions<string>({ trim: true })
