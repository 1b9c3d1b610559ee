import { invalid } from '#contract/errors.ts'
import type { Access, May } from '#contract/access/access.ts'
import { hasLevel } from '../access/permit.ts'
import type { Routes } from '../routes.ts'
import type { SignedIn, Who } from '../context.ts'
import type { Db } from '../db.ts'
import { giversOf, grantsOn, levelOfWord, levelWord, requireThing, whyLevel } from '../store/accounts/access.ts'
import { type Holder, levelOn, levels, setLevel, type Thing } from '../store/accounts/levels.ts'

export const accessRoutes = {
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
  if (who.kind === 'anyone')
    return { level: levelWord(thing, levels.manage), may: everything, why: 'everybody', givers: [] }
  const may = mayOf(db, who, thing)
  return {
    level: levelWord(thing, levelOn(db, who, thing)),
    may,
    why: whyLevel(db, who, thing),
    givers: giversOf(db, thing),
    ...(may.manage && { grants: grantsOn(db, thing) }),
  }
}

const everything: May = { edit: true, moveToStaging: true, moveToProduction: true, manage: true, request: true }

function mayOf(db: Db, who: SignedIn, thing: Thing): May {
  const isModel = thing.kind === 'model'
  const all = who.scope === 'all'
  return {
    edit: (all || (who.scope === 'log' && !isModel)) && hasLevel(db, who, thing, levels.edit),
    moveToStaging: all && isModel && hasLevel(db, who, thing, levels.staging, true),
    moveToProduction: all && isModel && hasLevel(db, who, thing, levels.production, true),
    manage: all && hasLevel(db, who, thing, levels.manage),
    request: all && isModel && who.role !== 'reader',
  }
}
