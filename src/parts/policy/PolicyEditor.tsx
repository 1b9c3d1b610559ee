import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsOf } from '#contract/policy/changes.ts'
import { noRule, type Rule, ruleFor } from '#contract/policy/rules.ts'
import { policyQueries, useSetPolicy } from '../../api/policy.ts'
import { firstUpper } from '../../text/first-upper.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { MayNotEdit } from './MayNotEdit.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { RemoveButton } from '../../ui/forms/RemoveButton.tsx'

const stages = ['Staging', 'Production'] as const

/** The rules of a model, or the default without a name: read by everybody, changed by who may. */
export function PolicyEditor({ name }: { name?: string }) {
  const { data, error, refetch } = useQuery(policyQueries.of(name))
  const set = useSetPolicy(name)
  const [edited, setEdited] = useState<{ rule: Rule; isNew: boolean }>()
  if (error && !data)
    return <ErrorNotice title="The policy could not be loaded" error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingRows count={3} />

  const isDefault = name === undefined
  const rules: Rule[] = isDefault ? data.defaults : data.own
  const revision = isDefault ? data.default_revision : data.own_revision
  const mayEdit = isDefault ? data.may_edit_default : data.may_edit
  const free = stages.filter((stage) => !ruleFor(rules, stage))
  const close = () => {
    set.reset()
    setEdited(undefined)
  }
  const save = async (next: readonly Rule[], done: string) => {
    if (!(await succeeded(set, { rules: next, revision }))) return
    toast({ text: done })
    close()
  }
  const others = (target: string) => rules.filter((rule) => rule.target !== target)
  return (
    <>
      <Typography color="textSecondary" sx={{ mb: 4, maxWidth: '72ch' }}>
        {isDefault
          ? 'Every model must meet these rules. A model can have stricter ones.'
          : 'What a version must meet before it moves. The server checks it for every client, Python included.'}
        {!data.verified &&
          ' This server has no sign-in, so anyone can use any name: rules about people are only reminders. All other rules are enforced.'}
      </Typography>
      {!mayEdit && <MayNotEdit name={name} />}
      {rules.length === 0 && (
        <Typography sx={{ mb: 3 }}>{isDefault ? 'No rules yet.' : 'No rules of its own yet.'}</Typography>
      )}
      <Box component="ul" aria-label={isDefault ? 'Default rules' : 'Rules'} sx={list}>
        {rules.map((rule) => (
          <Box component="li" key={rule.target} sx={line}>
            <RuleWords rule={rule} />
            {mayEdit && (
              <Stack direction="row" spacing={2} sx={{ flexShrink: 0 }}>
                <Button
                  size="small"
                  aria-label={`Edit the rule for ${rule.target}`}
                  onClick={() => setEdited({ rule, isNew: false })}
                >
                  Edit
                </Button>
                <RemoveButton
                  size="small"
                  label={`Remove the rule for ${rule.target}`}
                  pending={set.isPending}
                  onClick={() => void save(others(rule.target), `Rule for ${rule.target} removed.`)}
                >
                  Remove
                </RemoveButton>
              </Stack>
            )}
          </Box>
        ))}
      </Box>
      {set.error && !edited && (
        <Typography role="alert" color="error" sx={{ mt: 2 }}>
          {set.error.message}
        </Typography>
      )}
      {mayEdit && (
        <Button sx={{ mt: 3 }} onClick={() => setEdited({ rule: noRule(free.at(-1) ?? '@'), isNew: true })}>
          Add rule
        </Button>
      )}
      {!isDefault && data.defaults.length > 0 && <Defaults rules={data.defaults} />}
      {edited && (
        <RuleDialog
          rule={edited.rule}
          targets={edited.isNew ? free : undefined}
          write={set}
          onSave={(rule) => void save([...others(rule.target), rule], `Rule for ${rule.target} saved.`)}
          onClose={close}
        />
      )}
    </>
  )
}

/** The default's rules, which hold besides the model's own. */
function Defaults({ rules }: { rules: readonly Rule[] }) {
  return (
    <>
      <Typography variant="subtitle2" sx={{ mt: 6, mb: 2 }}>
        For all models
      </Typography>
      <Box component="ul" aria-label="Default rules" sx={list}>
        {rules.map((rule) => (
          <Box component="li" key={rule.target} sx={line}>
            <RuleWords rule={rule} />
          </Box>
        ))}
      </Box>
    </>
  )
}

const RuleWords = ({ rule }: { rule: Rule }) => (
  <div>
    <Box sx={{ fontWeight: 500 }}>{rule.target}</Box>
    <Box sx={{ color: 'text.secondary' }}>{firstUpper(wordsOf(rule))}</Box>
  </div>
)

const list = { listStyle: 'none', m: 0, p: 0 } as const
const line = {
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'start',
  gap: 3,
  py: 3,
  borderTop: 1,
  borderColor: 'divider',
  overflowWrap: 'anywhere',
} as const
