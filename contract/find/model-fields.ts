import type { RegisteredModel } from '../models.ts'
import type { ModelVersion } from '../versions.ts'
import { OWNER_TAG, ownTags, tagValue } from '../tags.ts'
import { fold } from './fold.ts'

/**
 * The kinds of texts that words are found in, and how much a word in one of them tells, from most to least: part of a name more than
 * any word elsewhere.
 */
export const weights = { name: 9, description: 4, about: 3, versions: 2, production: 2 } as const
export type Kind = keyof typeof weights
export const kinds = Object.keys(weights) as Kind[]

/** One text of a model, such as `Tag` and `team: rides`. */
export type Field = { kind: Kind; label: string; text: string }

/** What is found of the version in Production besides what MLflow answers with the model: its flavors, and what its run logged. */
export type InProduction = {
  version: string
  flavors: readonly string[]
  params: readonly { key: string; value: string }[]
  metrics: readonly { key: string; value: number | string }[]
}

/** The most params, metrics and flavors, and the most letters of one text. More is not found, as the Models page says. */
export const MOST_VALUES = 200
export const MOST_LETTERS = 5000

const field = (kind: Kind, label: string, text: string | undefined): Field[] =>
  text ? [{ kind, label, text: text.slice(0, MOST_LETTERS) }] : []

/** What is found of a version in any stage. */
export type FoundVersion = Pick<ModelVersion, 'version' | 'description' | 'tags'>

/** What a model is found by besides what MLflow answers with it. `versions`: with a description or a tag, the newest first. */
export type Beside = { versions?: readonly FoundVersion[] | undefined; live?: InProduction | undefined }

/** What of MLflow's answer a model is found by. */
export type FoundModel = Pick<RegisteredModel, 'name' | 'description' | 'tags' | 'aliases'> & {
  latest_versions?: readonly Pick<ModelVersion, 'version' | 'current_stage'>[] | undefined
}

/** Everything that a model is found by, of each kind, in the order in which it is told. */
export const fieldsByKind: Record<Kind, (model: FoundModel, beside: Beside) => Field[]> = {
  name: ({ name }) => field('name', 'Name', name),
  about: ({ tags, aliases = [] }) => [
    ...field('about', 'Owner', tagValue(tags, OWNER_TAG)),
    ...aliases.flatMap(({ alias, version }) => field('about', `Version ${version}`, `@${alias}`)),
    ...ownTags(tags).flatMap(({ key, value }) => field('about', 'Tag', `${key}: ${value}`)),
  ],
  description: ({ description }) => field('description', 'Description', description),
  versions: ({ latest_versions = [] }, { versions = [] }) => [
    ...latest_versions.flatMap(({ version, current_stage = 'None' }) =>
      current_stage === 'None' ? [] : field('versions', `Version ${version}`, current_stage),
    ),
    ...versions.flatMap(versionFields),
  ],
  production: (_model, { live }) => {
    if (!live) return []
    const of = `Version ${live.version} in Production`
    const told = (what: string, values: InProduction['metrics']) =>
      values
        .slice(0, MOST_VALUES)
        .flatMap(({ key, value }) => field('production', `${of}, ${what}`, `${key}: ${asLogged(value)}`))
    return [
      ...live.flavors.slice(0, MOST_VALUES).flatMap((flavor) => field('production', `${of}, flavor`, flavor)),
      ...told('metric', live.metrics),
      ...told('param', live.params),
    ]
  },
}

/** What a model is found by of one version. */
export const versionFields = ({ version, description, tags }: FoundVersion): Field[] => [
  ...field('versions', `Version ${version}`, description),
  ...ownTags(tags).flatMap(({ key, value }) => field('versions', `Version ${version}`, `${key}: ${value}`)),
]

/** A value as people know it: MLflow stores ±Infinity as the largest double (docs/rest-contract.md §3). */
const asLogged = (value: number | string) =>
  typeof value === 'number' && Math.abs(value) === Number.MAX_VALUE ? value * 2 : value

/** The texts of fields as words are found in them, a line each. */
export const foldedLines = (fields: readonly Field[]): string => fields.map(({ text }) => foldedLine(text)).join('\n')

/** A text or a typed word as they are compared, in one line. */
// oxlint-disable-next-line no-control-regex -- SQLite ends a text at NUL, and lines separate texts
export const foldedLine = (text: string): string => fold(text).replaceAll(/[\0-\x1f]+/g, ' ')
