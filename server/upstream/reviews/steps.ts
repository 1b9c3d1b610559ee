import type { EndpointName } from '#contract/endpoints.ts'
import { isActive } from '#contract/stages.ts'
import type { Stage } from '#contract/versions.ts'
import type { Step } from './ask.ts'
import { REVIEW_TAG } from './copy-versions.ts'
import type { GuardedInput, GuardedName } from './guarded-call.ts'
import type { Goal, Places } from './under-way.ts'

/** What must be asked of the MLflow server, and what it then says. */
export type Plan = { steps: Step[]; goal: Goal }

type Change = { before: Places; after: Places }

/** One of MLflow's own calls, as it was parsed: its answer is the caller's. */
export function planOfGuarded(name: GuardedName, input: GuardedInput, change: Change & { created: number }): Plan {
  switch (name) {
    case 'transitionStage': {
      const { version, archive_existing_versions: asked } = input as Extract<GuardedInput, { stage: string }>
      const id = { name: input.name, version: plain(version) }
      const stage = change.after.stages.get(id.version) ?? 'None'
      const archive =
        asked || [...stagesChanged(change)].some(([other, to]) => other !== id.version && to === 'Archived')
      return { steps: [moveStep(id, stage, archive)], goal: goalOf(change) }
    }
    case 'setAlias': {
      const { alias, version } = input as Extract<GuardedInput, { alias: string; version: string }>
      return { steps: [aliasStep(input.name, alias, plain(version))], goal: goalOf(change) }
    }
    case 'deleteAlias': {
      const { alias } = input as Extract<GuardedInput, { alias: string }>
      return { steps: [aliasStep(input.name, alias, null)], goal: goalOf(change) }
    }
    case 'deleteVersion': {
      const version = plain((input as Extract<GuardedInput, { version: string }>).version)
      return {
        steps: [{ method: 'DELETE', call: 'model-versions/delete', input: { name: input.name, version } }],
        goal: { kind: 'version-deleted', version },
      }
    }
    case 'renameModel': {
      const { new_name } = input as Extract<GuardedInput, { new_name: string }>
      return {
        steps: [{ method: 'POST', call: 'registered-models/rename', input: { name: input.name, new_name } }],
        goal: { kind: 'renamed', to: new_name, created: change.created },
      }
    }
    case 'deleteModel':
      return {
        steps: [{ method: 'DELETE', call: 'registered-models/delete', input: { name: input.name } }],
        goal: { kind: 'deleted' },
      }
  }
}

const plain = (version: string) => String(BigInt(version))

/** Any other write: the calls that make what it changes. A move that archives the others there is one call. */
export function planOfChange(name: string, change: Change): Plan {
  const stages = stagesChanged(change)
  const steps: Step[] = []
  for (const [version, stage] of stages) {
    const others = isActive(stage)
      ? [...change.before.stages].filter(([other, at]) => other !== version && at === stage)
      : []
    const archives = others.length > 0 && others.every(([other]) => stages.get(other) === 'Archived')
    if (archives) for (const [other] of others) stages.delete(other)
    steps.push(moveStep({ name, version }, stage, archives))
  }
  const kept = steps.filter(({ input }) => stages.has(String(input['version'])))
  for (const [alias, version] of aliasesChanged(change)) kept.push(aliasStep(name, alias, version))
  return { steps: kept, goal: goalOf(change) }
}

/** The call that shows whether somebody may move a version without moving it (docs/reviews.md §7). */
export const reviewStep = (id: { name: string; version: string }, endpoint: EndpointName): Step => ({
  method: 'POST',
  call: 'model-versions/set-tag',
  input: {
    ...id,
    key: REVIEW_TAG,
    value: `${endpoint === 'rejectTransitionRequest' ? 'rejected' : 'approved'} ${new Date().toISOString()}`,
  },
})

function moveStep(id: { name: string; version: string }, stage: Stage, archive_existing_versions: boolean): Step {
  return { method: 'POST', call: 'model-versions/transition-stage', input: { ...id, stage, archive_existing_versions } }
}

function aliasStep(name: string, alias: string, version: string | null): Step {
  const call = 'registered-models/alias'
  return version === null
    ? { method: 'DELETE', call, input: { name, alias } }
    : { method: 'POST', call, input: { name, alias, version } }
}

function stagesChanged({ before, after }: Change): Map<string, Stage> {
  return new Map([...after.stages].filter(([version, stage]) => before.stages.get(version) !== stage))
}

function aliasesChanged({ before, after }: Change): Map<string, string | null> {
  const changed = new Map<string, string | null>()
  for (const [alias, version] of after.aliases) if (before.aliases.get(alias) !== version) changed.set(alias, version)
  for (const alias of before.aliases.keys()) if (!after.aliases.has(alias)) changed.set(alias, null)
  return changed
}

const goalOf = (change: Change): Goal => ({
  kind: 'moved',
  stages: Object.fromEntries(stagesChanged(change)),
  aliases: Object.fromEntries(aliasesChanged(change)),
})
