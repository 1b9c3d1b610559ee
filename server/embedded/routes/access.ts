import { invalid } from '#contract/errors.ts'
import { type Access, everything, type May, type Rights } from '#contract/access/access.ts'
import { writes } from '../access/permit.ts'
import type { Routes } from '../routes.ts'
import type { Who } from '../context.ts'
import type { Db } from '../db.ts'
import { giversOf, grantsOn, levelOfWord, levelWord, requireThing, whyLevel } from '../store/accounts/access.ts'
import { existingIds, experimentIdsOf } from '../store/experiments/experiment-rows.ts'
import { modelExists } from '../store/registry/model-rows.ts'
import { levels, type Thing } from '../store/accounts/level-words.ts'
import { hasOnSome, type Holder, levelOn, setLevel } from '../store/accounts/levels.ts'
import { hasLevel } from '../store/reviews/policy/approvers.ts'

export const accessRoutes = {
  getRights: ({ models, experiment_ids }, { db }, { who }) => ({
    ...onServer(db, who),
    models: models
      .filter((name) => modelExists(db, name))
      .map((name) => ({ name, may: mayOf(db, who, { kind: 'model', name }) })),
    experiments: existingIds(db, experimentIdsOf(experiment_ids)).map((id) => ({
      experiment_id: String(id),
      may: mayOf(db, who, { kind: 'experiment', id }),
    })),
  }),
  getAccess: (named, { db }, { who }) => accessTo(db, who, requireThing(db, named)),
  setAccess({ holder, name, level, ...named }, { db }, { who }) {
    const thing = requireThing(db, named)
    if (who.kind === 'anyone') throw invalid('This server has no accounts to give levels to.')
    setLevel(db, thing, holderOf(holder, name), level && levelOfWord(thing, level), who.name)
    return accessTo(db, who, thing)
  },
} satisfies Partial<Routes>

function holderOf(holder: Holder['holder'], name: string | undefined): Holder {
  if ((holder === 'everybody') === (name !== undefined))
    throw invalid("'name' is required for an account or a group, and not for everybody.")
  return holder === 'everybody' ? { holder } : { holder, name: name! } // checked above
}

/** What the caller may do with a thing that they may read, and why. */
function accessTo(db: Db, who: Who, thing: Thing): Access {
  const may = mayOf(db, who, thing)
  if (who.kind === 'anyone') return { level: levelWord(thing, levels.manage), may, why: 'everybody', givers: [] }
  return {
    level: levelWord(thing, levelOn(db, who, thing)),
    may,
    why: whyLevel(db, who, thing),
    givers: giversOf(db, thing),
    ...(may.manage && { grants: grantsOn(db, thing) }),
  }
}

function onServer(db: Db, who: Who): Pick<Rights, 'create' | 'register' | 'administrate'> {
  if (who.kind === 'anyone') return { create: true, register: true, administrate: true }
  const create = writes(who, 'registry') && who.role !== 'reader'
  return {
    create,
    // A reader may have a level on some model.
    register: create || (writes(who, 'registry') && hasOnSome(db, who, levels.edit)),
    administrate: writes(who, 'server') && who.role === 'admin',
  }
}

/** What the caller may do with a thing. */
export function mayOf(db: Db, who: Who, thing: Thing): May {
  if (who.kind === 'anyone') return everything
  const held = { thing, has: levelOn(db, who, thing) }
  const moves = thing.kind === 'model' && writes(who, 'registry')
  const isWriter = writes(who, thing.kind === 'model' ? 'registry' : 'tracking')
  const edit = isWriter && hasLevel(db, who, held, levels.edit)
  const manages = hasLevel(db, who, held, levels.manage)
  return {
    edit,
    rename: isWriter && manages,
    remove: edit,
    moveToStaging: moves && hasLevel(db, who, held, levels.staging, true),
    moveToProduction: moves && hasLevel(db, who, held, levels.production, true),
    manage: writes(who, 'server') && manages,
    request: moves && who.role !== 'reader',
  }
}
