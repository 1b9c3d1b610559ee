import { useMaySetAlias } from '../../api/access/may-set-alias.ts'
import { WhomToAsk } from '../WhomToAsk.tsx'
import { needsProduction } from './needs-edit.ts'

/** Says which right an alias takes that one may not set, because the policy guards it; nothing about others. */
export function AliasNeeds({ model, alias }: { model: string; alias: string }) {
  const { edit, maySet, reads } = useMaySetAlias(model)
  if (alias === '' || !edit || maySet(alias) || reads.some(({ data }) => data === undefined)) return null
  return <WhomToAsk thing={{ model }} needs={needsProduction('set', model)} />
}
