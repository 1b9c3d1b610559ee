import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import { invalid, missing } from '#contract/errors.ts'
import { required } from '#contract/values.ts'
import { jsonAnswer } from '../../json-answer.ts'
import { readBody } from '../body.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db.ts'
import { inputReader } from '../input.ts'
import { EVERYBODY, isEverybodyTaken } from '../store/accounts/groups.ts'
import { modelLevels } from '../store/accounts/level-words.ts'
import type { Holder } from '../store/accounts/levels.ts'
import { giveLevels, permissionsOn } from '../store/accounts/workspace-permissions.ts'
import type { Entry } from './entry.ts'
import { permit } from './permit.ts'

// The workspace registry's calls about permissions (docs/accounts.md §5), as ModelRegistryAPI of `databricks-sdk` sends them.

const paths = ['/api', '/ajax-api'].map((at) => `${at}/2.0/permissions/registered-models/:id`)

/** Enough for the most entries that a request may have. */
const BODY_BYTES = 512 * 1024

const meanings: Record<string, string> = {
  CAN_READ: 'See the model, its versions and its activity; comment; request transitions',
  CAN_EDIT: 'Register versions, describe and tag them, set aliases',
  CAN_MANAGE_STAGING_VERSIONS: 'Move versions to and from None, Staging and Archived; decide requests for that',
  CAN_MANAGE_PRODUCTION_VERSIONS: 'Move versions to and from Production; decide requests for that',
  CAN_MANAGE: 'Rename and delete the model; change its policy, its webhooks and these permissions',
}

const name = z.optional(required)
const givenEntry = z.object({
  user_name: name,
  service_principal_name: name,
  group_name: name,
  permission_level: z.enum([...modelLevels.keys()] as [string, ...string[]]),
})
type Given = z.output<typeof givenEntry>
const readInput = inputReader(
  z.object({ access_control_list: z._default(z.array(givenEntry).check(z.maxLength(1000)), []) }),
)

/** Adds those calls. `db` is the whole database, `entryOf` gives what its caller sees of it. */
export function mountWorkspacePermissions(
  app: Hono,
  { db, readers, writer }: Pick<Context, 'db' | 'readers' | 'writer'>,
  entryOf: (c: HonoContext) => Entry,
): void {
  /** The model, for somebody who may give levels on it. Throws PERMISSION_DENIED, or RESOURCE_DOES_NOT_EXIST where they may not read it. */
  const manages = (c: HonoContext): string => {
    const { who, seen } = entryOf(c)
    const model = modelWithId(seen, idIn(c))
    if (permit('setAccess', { model }, db, who) === 'hidden') throw unknown()
    return model
  }
  const change = async (c: HonoContext, isWhole: boolean) => {
    const id = idIn(c)
    const entry = entryOf(c)
    const model = manages(c) // before anything slow
    const { access_control_list: list } = readInput({ body: await readBody(c.req.raw, BODY_BYTES) }, {})
    const given = list.map((one) => ({ to: holderOf(db, one), level: modelLevels.get(one.permission_level) }))
    const written = await writer?.write('setWorkspacePermissions', { model, given }, () => {
      entry.again()
      return { who: entry.who, input: { model: manages(c), id, given, isWhole } }
    })
    if (written) return jsonAnswer(written.text, { isStored: false })
    const name = await entry.write(() => {
      const name = manages(c)
      giveLevels(db, { kind: 'model', name }, { given, isWhole, by: entry.who.name })
      return name
    })
    return c.json(permissionsOn(db, name, id))
  }
  for (const path of paths) {
    app.get(path, async (c) => {
      const asked = { model: manages(c), id: idIn(c) }
      const heavy = await readers?.read('getWorkspacePermissions', asked, entryOf(c).who)
      if (heavy) manages(c) // again: levels may have changed while the thread read
      return heavy ?? c.json(permissionsOn(db, asked.model, asked.id))
    })
    app.put(path, (c) => change(c, true))
    app.patch(path, (c) => change(c, false))
    app.get(`${path}/permissionLevels`, (c) => {
      modelWithId(entryOf(c).seen, idIn(c))
      const permission_levels = Object.entries(meanings).map(([permission_level, description]) => ({
        permission_level,
        description,
      }))
      return c.json({ permission_levels })
    })
  }
}

const idIn = (c: HonoContext): string => c.req.param('id') ?? ''
const unknown = () => missing('No registered model has this id.')

/** The name of the model with an id of `databricks/registered-models/get`. Throws RESOURCE_DOES_NOT_EXIST. */
function modelWithId(db: Db, id: string): string {
  if (!/^\d{1,15}$/.test(id)) throw unknown()
  const row = db.get<{ name: string }>('SELECT name FROM registered_models WHERE review_log = ?', Number(id))
  if (!row) throw unknown()
  return row.name
}

function holderOf(db: Db, { user_name, service_principal_name, group_name }: Given): Holder {
  const [only, ...more] = [user_name, service_principal_name, group_name].filter((it) => it !== undefined)
  if (only === undefined || more.length > 0)
    throw invalid('Each entry needs exactly one of user_name, service_principal_name and group_name.')
  if (group_name === undefined) return { holder: 'account', name: only }
  if (group_name !== EVERYBODY) return { holder: 'group', name: group_name }
  if (isEverybodyTaken(db))
    throw invalid(
      `'${EVERYBODY}' means everybody here, and there is a group of that name. Give the level with the button Access.`,
    )
  return { holder: 'everybody' }
}
