import type { Output } from '#contract/endpoints.ts'
import type { Experiment } from '#contract/experiments.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Run } from '#contract/runs.ts'
import { fold, termRanges } from '#contract/find/fold.ts'
import { type Section, sections } from '#contract/pages.ts'
import type { RecentPlace } from '../../places.ts'
import { paths } from '../../paths.ts'
import { containsText } from '../../text/contains-text.ts'

/** A place the palette can open, or an action it can run. */
export type Target = { id: string; group: string; label: string; note?: string } & (
  | { to: string }
  | { run: () => void }
)

const places: readonly Target[] = [
  ...Object.entries(sections).map(([section, title]) => ({
    id: `place ${section}`,
    group: 'Pages',
    label: title,
    to: paths[section as Section](), // a key of `sections`
  })),
  { id: 'place health', group: 'Pages', label: 'Registry health', to: paths.health() },
  { id: 'place which', group: 'Pages', label: 'Which version is this?', to: paths.which() },
]

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

/** Models found by words anywhere in them; the note says where, unless all of them are in the name. */
export const foundTargets = (found: Output<'findModels'>['found']): Target[] =>
  found.flatMap(({ registered_model: model, terms, where }) =>
    modelTargets([model]).map((target) => {
      if (terms.every((term) => fold(model.name).includes(term))) return target
      const [described] = describedTargets([{ target, description: model.description }], terms.join(' '))
      const note = where ?? described?.note
      return { ...target, ...(note !== undefined && { note }) }
    }),
  )

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

export const runTargets = (runs: readonly Run[]): Target[] =>
  runs.map(({ info }) => ({
    id: `run ${info.run_id}`,
    group: 'Runs',
    label: info.run_name || `Run ${info.run_id.slice(0, 8)}`,
    note: info.run_id.slice(0, 8),
    to: paths.run(info.run_id),
  }))

/** “fares@champ” and “@champ” mean versions with such an alias. */
export function aliasIn(text: string): { words: string; alias: string } | undefined {
  const [, words, alias] = /^(.*?)\s*@\s*([^\s@]*)\s*$/.exec(text) ?? []
  return words !== undefined && alias !== undefined ? { words, alias } : undefined
}

export const aliasTargets = (models: readonly RegisteredModel[], wanted: string): Target[] =>
  models.flatMap(({ name, aliases = [] }) =>
    aliases
      .filter(({ alias }) => containsText(alias, wanted))
      .map(({ alias, version }) => ({
        id: `alias ${name} ${alias}`,
        group: 'Aliases',
        label: `${name}@${alias}`,
        note: `version ${version}`,
        to: paths.version({ name, version }),
      })),
  )

/** Letters of a description shown around the words that were found. */
const AROUND = 30

/** Things whose descriptions contain all the words. */
export function describedTargets(
  things: readonly { target: Target; description: string | undefined }[],
  words: string,
): Target[] {
  const wanted = words.trim().split(/\s+/)
  return things
    .filter(({ description }) => description && wanted.every((word) => containsText(description, word)))
    .map(({ target, description = '' }) => {
      const at = termRanges(description, [fold(wanted[0] ?? '')])[0]?.[0] ?? 0
      const part = description.slice(Math.max(0, at - AROUND), at + 2 * AROUND).replaceAll(/\s+/g, ' ')
      return { ...target, group: 'In descriptions', note: `${at > AROUND ? '…' : ''}${part.trim()}…` }
    })
}

/** Pages that were open before, without this one. */
export const recentTargets = (places: readonly RecentPlace[], here: string, words: string): Target[] =>
  places
    .filter(({ path, title }) => path !== here && containsText(title, words.trim()))
    .map(({ path, title }) => ({ id: `recent ${path}`, group: 'Recent', label: title, to: path }))

const themes = { light: 'Light', dark: 'Dark', system: 'System' } as const
export type Theme = keyof typeof themes

export const themeTargets = (words: string, choose: (theme: Theme) => void): Target[] =>
  Object.entries(themes)
    .map(([theme, name]) => ({
      id: `theme ${theme}`,
      group: 'Theme',
      label: `${name} theme`,
      run: () => choose(theme as Theme), // a key of `themes`
    }))
    .filter(({ label }) => containsText(label, words.trim()))

/** The page's actions: those at the top right, those of its sections, and its tabs, under their own labels. */
export function actionTargets(words: string): Target[] {
  const wanted = words.trim()
  const labels = new Set<string>()
  return [...document.querySelectorAll<HTMLElement>(ACTIONS)].flatMap((button, index) => {
    const label = labelOf(button)
    if (!label || labels.has(label) || !containsText(label, wanted) || !button.checkVisibility()) return []
    labels.add(label)
    return [{ id: `action ${index}`, group: 'On this page', label, run: () => button.click() }]
  })
}

const ACTIONS = [
  '[data-page-actions] :is(button:not(:disabled), a)',
  'main [data-section-actions] :is(button:not(:disabled), a)',
  'main [role=tab]:not([aria-selected=true])',
].join()

/** What a button does, with the section that it belongs to where its own words do not say it: “Edit: Description”. */
function labelOf(button: HTMLElement): string {
  const own = (button.ariaLabel || button.textContent).trim()
  const section = button.closest<HTMLElement>('[data-section-actions]')?.dataset['sectionActions']
  return !section || containsText(own, section) ? own : `${own}: ${section}`
}
