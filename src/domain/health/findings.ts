import type { RegisteredModel } from '#contract/models.ts'
import { type FaultRules, type ModelFault, modelFaults } from './model-faults.ts'

/** A model, or a version of it, with what was found there. */
export type Finding = { name: string; version?: string; text?: string }

/** Everything of one kind, and what to do about it. */
export type Findings = {
  title: string
  advice: string
  /** What is said if nothing was found. */
  good?: string
  found: readonly Finding[]
  /** Trying again may find less. */
  isPassing?: boolean
}

const words: Record<ModelFault, Omit<Findings, 'found'>> = {
  'nothing-in-production': {
    title: 'Nothing in Production',
    advice: 'Move a version to Production, or archive the versions if the model is retired.',
    good: 'Every model in use has a version in Production',
  },
  'no-owner': {
    title: 'No owner',
    advice: 'There is nobody to ask when it fails. Set the owner on the model’s page.',
    good: 'Every model has an owner',
  },
  'no-description': {
    title: 'No description',
    advice:
      'Nobody can tell what it is for. Edit the description on the model’s page: “Fill in a form” asks for what matters.',
    good: 'Every model has a description',
  },
  stale: {
    title: 'Stale',
    advice: 'Nothing has changed for this long. Check that the model still works, or archive its versions.',
    good: 'No model in use is stale',
  },
}

/** What is found in the list of models alone. */
export function modelFindings(models: readonly RegisteredModel[], rules: FaultRules): Findings[] {
  const kinds = (Object.keys(words) as ModelFault[]).filter(
    (kind) => rules.hasStages || kind !== 'nothing-in-production', // which would be said to be in order
  )
  const faults = models.map((model) => ({ name: model.name, faults: modelFaults(model, rules) }))
  return kinds.map((kind) => ({
    ...words[kind],
    found: faults.filter((one) => one.faults.includes(kind)).map(({ name }) => ({ name })),
  }))
}
