import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import MenuItem from '@mui/material/MenuItem'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { typedAlias } from '../../domain/as-stored.ts'
import { aliasError, modelNameError } from '../../domain/name-problems.ts'
import { filledPairs, pairProblem } from '../../domain/tags/tag-pairs.ts'
import { paths } from '../../paths.ts'
import { ReadNotice } from '../../ui/feedback/ReadNotice.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { CancelButton } from '../../ui/forms/CancelButton.tsx'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { CloseButton, useStayOpen } from '../../ui/forms/WriteDialog.tsx'
import type { Candidate } from './candidate.ts'
import { ModelNameField } from './ModelNameField.tsx'
import { noOptions, OptionalFields } from './OptionalFields.tsx'
import { Registered } from './Registered.tsx'
import { useMayRegister } from './use-may-register.ts'
import { useModelName } from './use-model-name.ts'
import { useRegister } from './use-register.ts'
import { PythonSection } from '../../ui/layout/PythonSection.tsx'

type Props = {
  candidates: [Candidate, ...Candidate[]]
  /** Goes back to choosing the model, if there was a choice. */
  onBack?: () => void
  onClose: () => void
}

/** Asks for the name and optional properties, and registers. Errors appear beside their field, and input is kept. */
export function RegisterFields({ candidates, onBack, onClose }: Props) {
  const [chosen, setChosen] = useState(0)
  const [options, setOptions] = useState(noOptions)
  const [refused, setRefused] = useState(0)
  const choice = useModelName()
  const { name, existing } = choice
  const { register, isPending, nameRefusal, refusal, modelMade, reset } = useRegister(name)
  useStayOpen(isPending, true) // if it succeeds it closes by itself
  const may = useMayRegister(existing?.name)
  // Until it is known whether the model exists, nothing is said about creating it.
  const problem = name === '' || !choice.isSettled ? undefined : may.problem
  const candidate = candidates[chosen] ?? candidates[0]
  const alias = typedAlias(options.alias)
  const valid =
    (existing !== undefined || modelNameError(name) === undefined) &&
    problem === undefined &&
    choice.isSettled &&
    (alias === '' || aliasError(alias) === undefined)

  async function submit(event: FormEvent) {
    event.preventDefault()
    event.stopPropagation() // the dialog may be inside a page's own form
    if (!valid || isPending) return
    const { tags, ...more } = options
    // The button stays enabled, because an unfinished tag is not an error until then.
    if (tags.some((_tag, index) => pairProblem(tags, index) !== undefined)) return setRefused(refused + 1)
    const version = await register({
      candidate,
      exists: existing !== undefined,
      ...more,
      toStaging: more.toStaging && may.cannotMove === undefined,
      tags: filledPairs(tags),
      alias,
    })
    if (version === undefined) return
    toast({ text: `Registered ${name}`, link: { to: paths.version({ name, version }), text: `version ${version}` } })
    onClose()
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <DialogContent dividers>
        <Stack spacing={5}>
          {candidates.length > 1 && (
            <TextField
              select
              label="What to register"
              value={chosen}
              onChange={(event) => setChosen(Number(event.target.value))}
            >
              {candidates.map(({ label, uri }, index) => (
                <MenuItem key={uri} value={index}>
                  {label}
                </MenuItem>
              ))}
            </TextField>
          )}
          <Registered candidate={candidate} />
          <div>
            <ModelNameField choice={choice} readOnly={isPending} refusal={nameRefusal ?? problem} onChange={reset} />
            {!choice.isSettled && <ReadNotice what="The registered models" reading={choice.search.reading} />}
          </div>
          <OptionalFields
            options={options}
            model={existing?.name}
            cannotMove={may.cannotMove}
            onChange={setOptions}
            refused={refused}
          />
          <PythonEquivalent uri={candidate.uri} name={name} />
        </Stack>
      </DialogContent>
      {refusal && (
        <Alert severity="error" variant="outlined" sx={{ mx: 6, mt: 3, flexShrink: 0, overflowWrap: 'anywhere' }}>
          <AlertTitle>{modelMade ? `Model “${name}” was created, but not its version` : 'Not registered'}</AlertTitle>
          {refusal.message} {modelMade && 'Try again to register the version only.'}
        </Alert>
      )}
      <DialogActions>
        {onBack && (
          <CancelButton pending={isPending} variant="text" onClick={onBack} sx={{ mr: 'auto' }}>
            Back
          </CancelButton>
        )}
        <CloseButton />
        <WriteButton type="submit" variant="contained" disabled={!valid} pending={isPending}>
          Register
        </WriteButton>
      </DialogActions>
    </form>
  )
}

/** The registration in Python. */
function PythonEquivalent({ uri, name }: { uri: string; name: string }) {
  return (
    <PythonSection
      code={`mlflow.register_model(\n    ${JSON.stringify(uri)},\n    ${JSON.stringify(name || 'name')},\n)`}
    />
  )
}
