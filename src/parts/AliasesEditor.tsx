import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { useMay } from '../api/access/access.ts'
import { useMaySetAlias } from '../api/access/may-set-alias.ts'
import { modelQueries, useDeleteAlias, useSetAlias } from '../api/models.ts'
import { paths } from '../paths.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import { Pill, Pills } from '../ui/text/Pill.tsx'
import { sayFailed, toast } from '../ui/feedback/toast.ts'
import { succeeded } from '../ui/forms/write.ts'

const AliasForm = onDemand(async () => (await import('./AliasForm.tsx')).AliasForm)

type Props = {
  name: string
  /** The aliases of the model or of `version`. Adding one loads the others, because it may move. */
  aliases: NonNullable<RegisteredModel['aliases']>
  /** The version that owns the aliases; without it all are shown, each with its version. */
  version?: string
  /** The versions for a new alias, newest first, if `version` is not set. */
  versions?: readonly string[]
}

/** Sets, moves and removes the aliases of a model or a version. */
export function AliasesEditor({ name, aliases, version, versions = [] }: Props) {
  const may = useMay({ model: name })
  const { maySet } = useMaySetAlias(name)
  const set = useSetAlias(name)
  const remove = useDeleteAlias(name)
  const [isAdding, setAdding] = useState(false)
  const model = useQuery({ ...modelQueries.detail(name), enabled: isAdding })
  const adder = useRef<HTMLButtonElement>(null)
  const mayAsk = (may.edit || may.request) && (version !== undefined || versions.length > 0)
  const own = version === undefined ? aliases : aliases.filter((alias) => alias.version === version)

  const drop = async (alias: (typeof aliases)[number]) => {
    adder.current?.focus() // the pressed button disappears with its alias
    if (!(await succeeded(remove, { alias: alias.alias, was: alias.version }))) return
    const undo = () => set.mutateAsync({ ...alias, was: null }).catch(sayFailed)
    toast({ text: `Alias @${alias.alias} removed.`, action: { text: 'Undo', run: () => void undo() } })
  }
  const close = () => {
    flushSync(() => setAdding(false)) // an open dialog would take the focus back
    adder.current?.focus()
  }
  return (
    <>
      <Pills label="Aliases">
        {own.map((it) => (
          <Pill
            key={it.alias}
            title={`@${it.alias}`}
            removeLabel={`Remove alias ${it.alias}`}
            {...(may.remove && maySet(it.alias) && { onRemove: () => void drop(it) })}
          >
            {version === undefined ? (
              <Box component="span" sx={{ display: 'flex', gap: 1 }}>
                <AliasText alias={it.alias} />
                <span>→</span>
                <Link
                  underline="always"
                  component={RouterLink}
                  to={paths.version({ name, version: it.version })}
                  sx={{ flexShrink: 0 }}
                >
                  Version {it.version}
                </Link>
              </Box>
            ) : (
              <AliasText alias={it.alias} />
            )}
          </Pill>
        ))}
        {mayAsk && (
          <Button
            ref={adder}
            variant="text"
            startIcon={<Plus size={14} />}
            onClick={() => {
              set.reset()
              setAdding(true)
            }}
          >
            {may.edit ? 'Add alias' : 'Request alias'}
          </Button>
        )}
        {own.length === 0 && !mayAsk && '–'}
      </Pills>
      {isAdding && (
        <AliasForm
          name={name}
          aliases={model.data?.aliases ?? aliases}
          versions={version === undefined ? versions : [version]}
          reads={[model]}
          set={set}
          onClose={close}
        />
      )}
    </>
  )
}

/** Longer aliases may be cut. */
const LONG = 24

function AliasText({ alias }: { alias: string }) {
  if (alias.length <= LONG) return <>@{alias}</>
  return (
    <button type="button" title={alias} aria-haspopup="dialog" data-whole="Alias">
      @{alias}
    </button>
  )
}
