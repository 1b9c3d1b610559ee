import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import type { PopperProps } from '@mui/material/Popper'
import TextField from '@mui/material/TextField'
import { type Ref, useEffect, useRef } from 'react'
import { useServerRights } from '../../api/access/access.ts'
import { containsText } from '../../text/contains-text.ts'
import { modelNameError } from '../../domain/name-problems.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { spelledOut } from '../../ui/forms/spelled-out.ts'
import type { ModelNameChoice } from './use-model-name.ts'

type PopperInstance = PopperProps['popperRef'] extends Ref<infer Instance> | undefined ? Instance : never

type Props = {
  choice: ModelNameChoice
  /** Called on typing or picking, which clears an earlier refusal. */
  onChange: () => void
  readOnly: boolean
  refusal: string | undefined
}

/** Searches registered models while the user types, and offers to create a new name. */
export function ModelNameField({ choice, onChange, readOnly, refusal }: Props) {
  const { text, typed, name, existing, search } = choice
  const { create } = useServerRights()
  const problem = name === '' || existing ? undefined : modelNameError(name)
  const offersNew = create && typed !== '' && !modelNameError(typed) && !search.named(typed) && search.answered
  const names = search.models.map((model) => model.name).toSorted((a, b) => Number(b === typed) - Number(a === typed))
  // Hide the list when there is nothing left to choose: it would cover the outcome below.
  const isChosen = (existing !== undefined && names.length <= 1 && !offersNew) || (choice.isNew && names.length === 0)
  const error = problem ?? refusal
  // The field moves when the dialog grows, or, in a full-height dialog, its content: the list must follow.
  const field = useRef<HTMLDivElement>(null)
  const popper = useRef<PopperInstance>(null)
  useEffect(() => {
    const observer = new ResizeObserver(() => void popper.current?.update())
    for (const around of [field.current?.closest('[role="dialog"]'), field.current?.parentElement])
      if (around) observer.observe(around)
    return () => observer.disconnect()
  }, [])
  const take = (option: string) => {
    onChange()
    if (names.includes(option)) choice.pick(option)
    else choice.create(option)
  }
  // Enter after typing takes the first of the list, once the server has answered.
  const entered = useRef<string>(undefined)
  const all = offersNew ? [...names, typed] : isChosen ? [] : names
  const options = all.filter((option) => containsText(option, typed)) // the answer may be older than the text
  const [first] = options
  const enter = () => {
    if (search.answered && first !== undefined) take(first)
    else entered.current = typed
  }
  useEffect(() => {
    const of = entered.current
    if (of === undefined || (of === typed && !search.answered)) return
    entered.current = undefined
    if (of === typed && first !== undefined) take(first)
  })
  return (
    <Autocomplete
      freeSolo
      // Enter takes the first model found; a new one is chosen from the end of the list.
      autoHighlight={typed !== ''}
      ref={field}
      slotProps={{ popper: { popperRef: popper }, listbox: { sx: { maxHeight: 'min(40vh, 240px)' } } }}
      openOnFocus
      readOnly={readOnly}
      inputValue={text}
      onInputChange={(_event, next, reason) => {
        if (reason !== 'input' && reason !== 'clear') return // picking arrives by onChange
        onChange()
        choice.type(next)
      }}
      onChange={(_event, option, reason) => {
        if (reason === 'createOption' && !existing && !choice.isNew) enter()
        if (typeof option === 'string' && reason === 'selectOption') take(option)
      }}
      onKeyDown={(event) => {
        // Enter in the middle of a name must not register under it.
        if (event.key === 'Enter' && !existing && !choice.isNew) event.preventDefault()
      }}
      value={null}
      options={options}
      filterOptions={shown}
      loading={search.isFetching}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {names.includes(option) ? (spelledOut(option) ?? option) : `Create new model "${option}"`}
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Model name"
          autoFocus
          error={error !== undefined}
          helperText={error ?? <Outcome name={name} text={text} existing={existing} known={search.answered} />}
          slotProps={{ ...params.slotProps, formHelperText: { sx: { whiteSpace: 'pre-wrap' } } }}
        />
      )}
    />
  )
}

type OutcomeProps = { name: string; text: string; existing: RegisteredModel | undefined; known: boolean }

/**
 * What registering under this name will do. It does not promise a number: the number of a deleted version may or may
 * not be reused, and someone else may register first.
 */
function Outcome({ name, text, existing, known }: OutcomeProps) {
  if (name === '') return <>Pick a model, or type a new name.</>
  if (!existing) {
    if (!known) return <> </>
    return (
      <>{name === text ? 'Creates a new model' : `Creates the new model “${name}”`} with this as its first version.</>
    )
  }
  const exactly = spelledOut(existing.name)
  return (
    <>
      {exactly && `The model ${exactly}. `}
      {nextVersion(existing.latest_versions ?? [])}
    </>
  )
}

function nextVersion(versions: NonNullable<RegisteredModel['latest_versions']>): string {
  if (versions.length === 0) return 'This model has no versions.'
  const highest = Math.max(...versions.map(({ version }) => Number(version)))
  const live = versions.filter(({ current_stage }) => current_stage === 'Production').map(({ version }) => version)
  return `This will be the next version, after ${highest}. ${
    live.length > 0 ? `In Production: version ${live.join(', ')}.` : 'No version in Production.'
  }`
}

const shown = (options: string[]) => options
