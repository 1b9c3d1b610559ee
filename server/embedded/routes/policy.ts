import { counting } from '#contract/policy/missing.ts'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import { both, inForce, noRule, type Rule } from '#contract/policy/rules.ts'
import type { MoveCheck } from '#contract/policy/schemas.ts'
import type { Context, Who } from '../context.ts'
import type { Db } from '../db.ts'
import { LongList, withList } from '../long-list.ts'
import type { Routes, SlowWrites } from '../routes.ts'
import { levels } from '../store/accounts/level-words.ts'
import { levelOn } from '../store/accounts/levels.ts'
import { audit } from '../store/accounts/audit.ts'
import { ATTEMPTS, stillChanging, withFolders } from '../store/artifacts/with-folders.ts'
import { checkNewAlias } from '../store/registry/model-names.ts'
import { requireVersion } from '../store/registry/version-rows.ts'
import { destinationOf, wantedAt } from '../store/reviews/destination.ts'
import {
  approvable,
  FilesChanged,
  missingOfAll,
  needsFiles,
  type Read,
  rulesApplied,
  type Wanted,
} from '../store/reviews/policy/gate.ts'
import { holdsOne } from '../store/reviews/policy/guarded.ts'
import { aliasesAsked } from '../store/reviews/requests.ts'
import { overrideMove } from '../store/reviews/policy/override.ts'
import {
  defaultPolicy,
  modelPolicy,
  rulesOf,
  setDefaultPolicy,
  setModelPolicy,
} from '../store/reviews/policy/policies.ts'
import { filesStateInTurns, type ReadFiles, readVersionFiles } from '../store/reviews/policy/version-files.ts'
import { askingPeople, whyNotApprove } from '../store/reviews/policy/vote.ts'

type Asked = {
  name: string
  version: string
  stage?: string | undefined
  aliases?: readonly string[] | undefined
  /** Those that count if `aliases` is missing. */
  otherwise?: () => readonly string[] | undefined
}

/** Runs a write or a check to which the policy may apply; again with the version's files, if a rule asks for something in them. */
async function withFiles<T>(
  context: Context,
  asked: Asked,
  run: (more: { files?: ReadFiles }) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const files = attempt === 0 ? undefined : await filesFor(context, asked)
    try {
      return await withFolders(context.artifacts, () => run(files ? { files } : {}))
    } catch (error) {
      if (!(error instanceof FilesChanged)) throw error
      if (attempt === ATTEMPTS) throw stillChanging()
    }
  }
}

async function filesFor({ db, artifacts, readFiles }: Context, asked: Asked): Promise<ReadFiles | undefined> {
  try {
    if (!needsFiles(db, wantedIn(asked))) return undefined
  } catch {
    return undefined // what runs then says what is wrong
  }
  // Of 100,000 files, the list would take as long again to hand to a thread.
  const { files: _, ...read } = await (readFiles ? readFiles(asked) : readVersionFiles(db, artifacts, asked))
  return read
}

function wantedIn({ name, version, stage, otherwise, aliases = otherwise?.() }: Asked): Wanted {
  if (stage === undefined) return { name, version, aliases }
  return wantedAt({ name, version }, destinationOf(stage), aliases)
}

export const slowPolicyWrites = {
  transitionStage: (input, context, write) => withFiles(context, input, write),
  moveWorkspaceVersion: (input, context, write) => withFiles(context, input, write),
  approveTransitionRequest: (input, context, write) =>
    withFiles(context, { ...input, otherwise: () => aliasesAsked(context.db, input) }, write),
  overrideMove: (input, context, write) => withFiles(context, input, write),
  setAlias: ({ name, version, alias }, context, write) =>
    withFiles(context, { name, version, aliases: [alias] }, write),
  // What they compare: the files of a version that leaves where a rule guards it.
  deleteAlias: (_, { artifacts }, write) => withFolders(artifacts, write),
  undoMove: (_, { artifacts }, write) => withFolders(artifacts, write),
} satisfies SlowWrites

export const policyRoutes = {
  getPolicy: ({ name }, { db }, { who }) => {
    const defaults = defaultPolicy(db)
    const own = name === undefined || name === '' ? { rules: [], revision: 0 } : modelPolicy(db, name)
    return {
      own: own.rules,
      own_revision: own.revision,
      defaults: defaults.rules,
      default_revision: defaults.revision,
      in_force: inForce(defaults.rules, own.rules),
      may_edit: name !== undefined && mayManage(db, who, name),
      may_edit_default: who.kind === 'anyone' ? (who.behind?.administrates ?? true) : who.role === 'admin',
      verified: who.kind === 'account' || who.behind?.verified === true,
    }
  },
  setPolicy: ({ name, rules, revision }, { db }, { who }) => {
    const isChanged = setModelPolicy(db, name, meaningful(rules), Number(revision), who.name)
    if (isChanged && who.kind === 'account') audit(db, who.name, 'policy-changed', { model: name, rules })
    return {}
  },
  setDefaultPolicy: ({ rules, revision }, { db }, { who }) => {
    const isChanged = setDefaultPolicy(db, meaningful(rules), Number(revision), who.name)
    if (isChanged && who.kind === 'account') audit(db, who.name, 'default-policy-changed', { rules })
    return {}
  },
  checkMove: (asked, context, { who }) =>
    withFiles(context, asked, async ({ files }) => {
      requireVersion(context.db, asked)
      const { db, artifacts } = context
      if (files && files.state !== (await filesStateInTurns(db, artifacts, asked))) throw new FilesChanged()
      const seen = who.kind === 'account' ? db : undefined
      return checkOf(db, wantedIn(asked), who, { artifacts, files, isCheck: true, seen })
    }),
  getEvidence: async (id, { db, artifacts, readFiles }) => {
    const read = await (readFiles ? readFiles(id) : readVersionFiles(db, artifacts, id))
    const { files, hash, facts } = read
    const approvals = approvable(db, id, read)
    if (typeof files === 'function') {
      const listed = await withList({ files_hash: hash, ...approvals }, 'files', files())
      return listed instanceof LongList ? listed : { files: [], ...listed }
    }
    return {
      files: [...files],
      files_hash: hash,
      ...('unreadable' in facts && files.length === 0 && { unreadable: facts.unreadable }),
      ...approvals,
    }
  },
  overrideMove: ({ archive_existing_versions: archive, ...move }, { db, artifacts }, { who, files, seen }) => {
    const activity_id = overrideMove(db, { ...move, archive }, who.name, { artifacts, files, seen })
    const { name: model, version, stage, aliases } = move
    if (who.kind === 'account')
      audit(db, who.name, 'policy-overridden', {
        model,
        version,
        ...(stage !== undefined && { stage }),
        ...(aliases.length > 0 && { aliases }),
      })
    return { activity_id }
  },
} satisfies Partial<Routes>

function checkOf(db: Db, wanted: Wanted, who: Who, read: Read): MoveCheck {
  const applied = rulesApplied(db, wanted, read)
  const most = askingPeople(applied).toSorted((a, b) => b.rule.approvals - a.rule.approvals)[0]
  const reason = whyNotApprove(applied, who.name)
  return {
    missing: missingOfAll(applied),
    approvals: { needed: most?.rule.approvals ?? 0, given: most ? counting(most.rule, most.evidence) : [] },
    archives: wanted.stage !== undefined && holdsOne(rulesOf(db, wanted.name), wanted.stage),
    ...(reason !== undefined && { cannot_approve: reason }),
    may_override: mayManage(db, who, wanted.name),
  }
}

/** Whether the caller may change a model's policy and move against it. */
const mayManage = (db: Db, who: Who, name: string): boolean =>
  who.kind === 'anyone'
    ? (who.behind?.manages ?? true)
    : !who.service && levelOn(db, who, { kind: 'model', name }) >= levels.manage

/** The rules that ask for something, one for each target. Throws INVALID_PARAMETER_VALUE for an alias that no version can have. */
function meaningful(rules: readonly Rule[]): Rule[] {
  for (const { target } of rules) if (isAliasTarget(target)) checkNewAlias(target.slice(1))
  return inForce(rules, []).filter((rule) => !asksNothing(rule))
}

const asksNothing = (rule: Rule): boolean =>
  JSON.stringify(both(rule, noRule(rule.target))) === JSON.stringify(both(noRule(rule.target), noRule(rule.target)))
