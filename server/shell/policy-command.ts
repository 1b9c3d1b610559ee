import { readFileSync } from 'node:fs'
import { conflict } from '#contract/errors.ts'
import { endpoints } from '#contract/endpoints.ts'
import { ConfigError } from '../config/config-values.ts'
import type { Db } from '../embedded/db.ts'
import { inputReader } from '../embedded/input.ts'
import { audit } from '../embedded/store/accounts/audit.ts'
import { findLog } from '../embedded/store/reviews/log.ts'
import * as policies from '../embedded/store/reviews/policy/policies.ts'

const read = inputReader(endpoints.setDefaultPolicy.input)

/** Prints the rules of a model, or of the default without a name, as JSON. */
export function showPolicy(db: Db, model: string): string {
  return JSON.stringify((model === '' ? policies.defaultPolicy(db) : policies.modelPolicy(db, model)).rules, null, 2)
}

/** Replaces these rules with those in a file, a JSON list. Throws ConfigError or ApiError. */
export async function setPolicy(db: Db, model: string, file: string | undefined, by: string): Promise<string> {
  if (!file) throw new ConfigError('Name the file with the rules, a JSON list as policy show prints it: --file FILE.')
  const { rules } = read({ body: { rules: rulesIn(file), revision: 0 } }, {})
  await db.write(() => {
    if (model === '') {
      audit(db, by, 'default-policy-changed', { rules })
      return policies.setDefaultPolicy(db, rules, policies.defaultPolicy(db).revision, by)
    }
    // In front of MLflow, a move that was allowed is recorded after it was made: nothing may come between.
    if (db.get('SELECT 1 FROM under_way WHERE log = ?', findLog(db, model) ?? -1))
      throw conflict(`A change of the model '${model}' is under way. Try again.`)
    audit(db, by, 'policy-changed', { model, rules })
    policies.setModelPolicy(db, model, rules, policies.modelPolicy(db, model).revision, by)
  })
  return model === '' ? 'Default policy changed.' : `Policy of '${model}' changed.`
}

function rulesIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
