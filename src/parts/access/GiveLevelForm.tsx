import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { Grant, LevelWord, ThingId } from '#contract/access/access.ts'
import { useSetAccess } from '../../api/access/set-access.ts'
import { Choice } from '../../ui/forms/Choice.tsx'
import { succeeded } from '../../ui/forms/write.ts'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { useStayOpen } from '../../ui/forms/WriteDialog.tsx'

const holders: { [H in Grant['holder']]: string } = { account: 'Account', group: 'Group', everybody: 'Everybody' }
const ofModels: readonly LevelWord[] = [
  'CAN_READ',
  'CAN_EDIT',
  'CAN_MANAGE_STAGING_VERSIONS',
  'CAN_MANAGE_PRODUCTION_VERSIONS',
  'CAN_MANAGE',
  'NONE',
]
const ofExperiments: readonly LevelWord[] = ['READ', 'EDIT', 'MANAGE', 'NONE']

/** Gives an account, a group or everybody a level, in place of the one they have. */
export function GiveLevelForm({ thing }: { thing: ThingId }) {
  const [holder, setHolder] = useState<Grant['holder']>('account')
  const words = ('model' in thing ? ofModels : ofExperiments).filter((word) => holder !== 'group' || word !== 'NONE')
  const [name, setName] = useState('')
  const [chosen, setLevel] = useState<LevelWord>(words[1]!) // both lists have one
  const level = words.includes(chosen) ? chosen : words[0]!
  const give = useSetAccess(thing)
  useStayOpen(give.isPending, give.isError)
  const isNamed = holder !== 'everybody'
  const isReady = !isNamed || name.trim() !== ''
  const send = async () => {
    if (!isReady || give.isPending) return
    if (await succeeded(give, { holder, level, ...(isNamed && { name: name.trim() }) })) setName('')
  }
  return (
    <form
      aria-label="Give a level"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack spacing={3} sx={{ pt: 2 }}>
        <Choice label="To" value={holder} options={Object.entries(holders)} onChoose={setHolder} />
        {isNamed && (
          <TextField
            label="Name"
            value={name}
            error={give.error !== null}
            helperText={give.error?.message}
            onChange={(event) => {
              if (give.error) give.reset()
              setName(event.target.value)
            }}
            slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'off' } }}
          />
        )}
        <Choice
          label="Level"
          value={level}
          options={words.map((word) => [word, word === 'NONE' ? 'No access' : word])}
          onChoose={setLevel}
          error={!isNamed && give.error !== null}
          helperText={isNamed ? undefined : give.error?.message}
        />
        <div>
          <WriteButton type="submit" variant="contained" disabled={!isReady} pending={give.isPending}>
            Give level
          </WriteButton>
        </div>
      </Stack>
    </form>
  )
}
