import * as z from 'zod/mini'
import { cardKeys } from '../card/fields.ts'
import { double, int64, required, text } from '../values.ts'
import { versionId } from '../versions.ts'
import { MAX_APPROVALS } from './rules.ts'

// Ours, below the base path: the policy of a model, what a move still misses, and a move against it.

const flag = z._default(z.boolean(), false)
const number = z.optional(double)
const name = z.string().check(z.minLength(1), z.maxLength(250))

const tagRule = z.object({ key: name, value: text })
const metricRule = z.object({
  key: name,
  at_least: number,
  at_most: number,
  better: z.optional(z.enum(['higher', 'lower'])),
  tolerance: number,
})
const rule = z.object({
  target: z.string().check(z.regex(/^(Staging|Production|@.+)$/s)),
  approvals: z._default(z.pipe(int64, z.number().check(z.gte(0), z.lte(MAX_APPROVALS))), 0),
  own_approval: flag,
  approvers: z.optional(z.array(name).check(z.maxLength(100))),
  single: flag,
  description: flag,
  card: z.optional(z.array(z.enum(cardKeys)).check(z.maxLength(cardKeys.length))),
  signature: flag,
  input_example: flag,
  pinned_requirements: flag,
  tags: z._default(z.array(tagRule).check(z.maxLength(50)), []),
  metrics: z._default(z.array(metricRule).check(z.maxLength(50)), []),
})
const rules = z.array(rule).check(z.maxLength(50))

export const getPolicy = {
  /** Without a name: the default alone. */
  input: z.object({ name: text }),
  output: z.object({
    /** The model's own rules; `revision` is sent back with a change of them. */
    own: rules,
    own_revision: z.number(),
    defaults: rules,
    default_revision: z.number(),
    /** Both together. */
    in_force: rules,
    /** Whether the caller may change the model's rules, and the default. */
    may_edit: z.boolean(),
    may_edit_default: z.boolean(),
    /** Whether names are those of accounts. If not, rules about people bind nobody. */
    verified: z.boolean(),
  }),
}

export const setPolicy = { input: z.object({ name: required, rules, revision: int64 }) }
export const setDefaultPolicy = { input: z.object({ rules, revision: int64 }) }

const moveTo = z.extend(versionId, { stage: text, aliases: z._default(z.array(required), []) })

export const checkMove = {
  input: moveTo,
  output: z.object({
    /** What the policy misses, in words that follow “needs”. */
    missing: z.array(z.object({ target: z.string(), what: z.enum(['approvals', 'version']), text: z.string() })),
    /** How many people must approve, and who has, of those who count. */
    approvals: z.object({ needed: z.number(), given: z.array(z.string()) }),
    /** Whether the move archives what else is in that stage, whatever the caller chooses. */
    archives: z.boolean(),
    /** Why the caller cannot approve it; missing if they can. */
    cannot_approve: text,
    /** Whether the caller may move the version against the policy. */
    may_override: z.boolean(),
  }),
}
export type MoveCheck = z.infer<typeof checkMove.output>

export const getEvidence = {
  input: versionId,
  output: z.object({
    /** All files of the version, in the order of their paths, '' if it is one file; without a hash: too large or not readable. */
    files: z.array(z.object({ path: z.string(), size: z.number(), sha256: text })),
    /** Stands for all of them: SHA-256 of their lines (docs/reviews.md §5). */
    files_hash: z.string(),
    /** Why there are none to list. */
    unreadable: text,
    /** What an approval would be for now, by the target of each rule that asks for some; without those in `hidden`. */
    approvals: z.record(z.string(), z.string()),
    /** The targets of which the caller cannot know it: they may not read the files, or the run whose metrics the rule names. */
    hidden: z.optional(z.array(z.string())),
  }),
}

export const overrideMove = {
  input: z.extend(moveTo, { archive_existing_versions: flag, comment: required }),
  /** The override's id, for `undoMove`. */
  output: z.object({ activity_id: z.string() }),
}
