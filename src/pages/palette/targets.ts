import type { Experiment } from '#contract/experiments.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { type Section, sections } from '#contract/pages.ts'
import { containsText } from '../../text/contains-text.ts'
import { paths } from '../../paths.ts'

/** A place the palette can open, or an action it can run. */
export type Target = { id: string; group: string; label: string; note?: string } & (
  | { to: string }
  | { run: () => void }
)

const places = Object.entries(sections).map(([section, title]): Target => ({
  id: `place ${section}`,
  group: 'Pages',
  label: title,
  to: paths[section as Section](), // a key of `sections`
}))

/** The pages whose names contain the words. */
export const placesFor = (words: string): Target[] => places.filter(({ label }) => containsText(label, words.trim()))

/** “fares 3”, “fares v3” and “fares@3” mean version 3 of models like “fares”. */
export function versionIn(text: string): { words: string; version: string } | undefined {
  const [, words, version] = /^(.*\S)(?:\s+v?|\s*@\s*)0*([1-9]\d{0,9})\s*$/i.exec(text) ?? []
  return words !== undefined && version !== undefined ? { words, version } : undefined
}

/** An id of a run, logged model or experiment is offered unchecked: its page says whether it exists. */
export function idTargets(text: string): Target[] {
  const id = text.trim()
  if (/^[0-9a-f]{32}$/i.test(id)) return [{ id: `run ${id}`, group: 'Runs', label: `Run ${id}`, to: paths.run(id) }]
  if (/^m-[0-9a-f]{32}$/i.test(id))
    return [{ id: `logged ${id}`, group: 'Logged models', label: `Logged model ${id}`, to: paths.loggedModel(id) }]
  if (/^\d{1,19}$/.test(id))
    return [{ id: `experiment ${id}`, group: 'Experiments', label: `Experiment ${id}`, to: paths.runs([id]) }]
  return []
}

export const modelTargets = (models: readonly RegisteredModel[]): Target[] =>
  models.map(({ name, latest_versions = [] }) => {
    const inProduction = latest_versions.find(({ current_stage }) => current_stage === 'Production')
    return {
      id: `model ${name}`,
      group: 'Models',
      label: name,
      to: paths.model(name),
      ...(inProduction && { note: `version ${inProduction.version} in Production` }),
    }
  })

/** Only loaded models. */
export const versionTargets = (models: readonly RegisteredModel[], version: string): Target[] =>
  models
    .filter(({ latest_versions = [] }) => latest_versions.some((latest) => Number(latest.version) >= Number(version)))
    .map(({ name }) => ({
      id: `version ${name} ${version}`,
      group: 'Versions',
      label: name,
      note: `version ${version}`,
      to: paths.version({ name, version }),
    }))

export const experimentTargets = (experiments: readonly Experiment[]): Target[] =>
  experiments.map(({ experiment_id, name }) => ({
    id: `experiment ${experiment_id}`,
    group: 'Experiments',
    label: name,
    to: paths.runs([experiment_id]),
  }))

/** The page's actions at the top right, under their own labels. */
export function actionTargets(words: string): Target[] {
  const wanted = words.trim()
  const buttons = document.querySelectorAll<HTMLElement>('[data-page-actions] button:not(:disabled)')
  return [...buttons].flatMap((button, index) => {
    const label = (button.ariaLabel || button.textContent).trim()
    if (!label || !containsText(label, wanted)) return []
    return [{ id: `action ${index}`, group: 'On this page', label, run: () => button.click() }]
  })
}
