import Button from '@mui/material/Button'
import FormControl from '@mui/material/FormControl'
import InputLabel from '@mui/material/InputLabel'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import { wordsOf } from '#contract/policy/changes.ts'
import { ruleFor } from '#contract/policy/rules.ts'
import { useMay } from '../api/access/access.ts'
import { useMaySetAlias } from '../api/access/may-set-alias.ts'
import { policyQueries } from '../api/policy.ts'
import { storedAlias, typedAlias } from '../domain/as-stored.ts'
import { aliasError } from '../domain/name-problems.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { AliasChange } from '../api/writes/unchanged.ts'
import { InlineField } from '../ui/forms/InlineField.tsx'
import { InlineForm } from '../ui/forms/InlineForm.tsx'
import { AliasNeeds } from './access/AliasNeeds.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import { ReadNotice } from '../ui/feedback/ReadNotice.tsx'
import { readingOf } from '../ui/feedback/reads.ts'
import { toast } from '../ui/feedback/toast.ts'
import { ReadingStatus } from '../ui/forms/ReadingStatus.tsx'
import { type Write, succeeded } from '../ui/forms/write.ts'

const RequestDialog = onDemand(async () => (await import('./reviews/RequestDialog.tsx')).RequestDialog)

type Props = {
  name: string
  aliases: NonNullable<RegisteredModel['aliases']>
  /** The versions to choose from, newest first. */
  versions: readonly string[]
  /** The queries that `aliases` is from. */
  reads: Parameters<typeof readingOf>[0]
  set: Write<AliasChange>
  onClose: () => void
}

/** Sets an alias on a version, or requests that; says beforehand if it moves from another version, and what the policy asks for. */
export function AliasForm({ name, aliases, versions, reads, set, onClose }: Props) {
  const [text, setText] = useState('')
  const alias = typedAlias(text)
  const [version, setVersion] = useState(versions[0] ?? '')
  const list = useId()
  const problem = aliasError(alias)
  const holder = aliases.find((it) => it.alias === alias)?.version
  const moves = holder !== undefined && holder !== version
  const [isRequesting, setRequesting] = useState(false)
  const may = useMay({ model: name })
  const sets = useMaySetAlias(name).maySet(alias)
  const policy = useQuery(policyQueries.of(name))
  const reading = readingOf([...reads, policy])
  const rule = ruleFor(policy.data?.in_force ?? [], aliasTarget(alias))
  const request = () => setRequesting(true)
  const save = async () => {
    if (!(await succeeded(set, { alias, version, was: holder ?? null }))) return
    if (moves) toast({ text: `@${alias} moved from version ${holder} to version ${version}.` })
    onClose()
  }
  const form = (
    <InlineForm
      label={may.edit ? 'Add alias' : 'Request alias'}
      disabled={problem !== undefined || !reading.isRead || !(sets || may.request)}
      pending={set.isPending}
      {...(!sets && may.request && { action: 'Request…' })}
      more={
        sets &&
        may.request && (
          <Button onClick={request} disabled={problem !== undefined || holder === version || !reading.isRead}>
            Request…
          </Button>
        )
      }
      onSave={sets ? () => void save() : request}
      onCancel={onClose}
    >
      <InlineField
        label="Alias"
        value={text}
        autoFocus
        error={(alias !== '' && problem !== undefined) || set.error !== null}
        helperText={
          (alias !== '' && problem) ||
          set.error?.message ||
          [
            storedAlias(text),
            moves && `Moves here from version ${holder}.`,
            rule && `The policy asks for ${wordsOf(rule)}.`,
          ]
            .filter(Boolean)
            .join(' ')
        }
        onChange={(event) => {
          set.reset()
          setText(event.target.value)
        }}
        // Hide the browser's own arrow; typing also opens the list.
        sx={{ '& ::-webkit-calendar-picker-indicator': { display: 'none !important' } }}
        slotProps={{ htmlInput: { list, autoComplete: 'off', spellCheck: false } }}
      />
      <datalist id={list}>
        {aliases.map((it) => (
          <option key={it.alias} value={it.alias}>
            now on version {it.version}
          </option>
        ))}
      </datalist>
      {versions.length > 1 && (
        <FormControl size="small">
          <InputLabel shrink htmlFor={`${list}-version`}>
            Version
          </InputLabel>
          {/* The browser's own list: MUI's would cost every page of a model a kilobyte. */}
          <OutlinedInput
            id={`${list}-version`}
            notched
            label="Version"
            value={version}
            onChange={(event) => setVersion(event.target.value)}
            inputComponent={'select' as 'input'} // it takes the same props
            inputProps={{
              children: versions.map((it) => (
                <option key={it} value={it}>
                  Version {it}
                </option>
              )),
            }}
          />
        </FormControl>
      )}
      {problem === undefined && <AliasNeeds model={name} alias={alias} />}
      <ReadingStatus id={`${list}-reading`} reading={reading} />
      <ReadNotice what="The aliases and the policy of this model" reading={reading} />
    </InlineForm>
  )
  return (
    <>
      {form}
      {isRequesting && <RequestDialog id={{ name, version }} stage={aliasTarget(alias)} onClose={onClose} />}
    </>
  )
}
