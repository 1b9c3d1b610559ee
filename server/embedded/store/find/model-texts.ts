import {
  type Field,
  fieldsByKind,
  foldedLines,
  type FoundModel,
  type Kind,
  versionFields,
} from '#contract/find/model-fields.ts'
import { stages } from '#contract/stages.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { TooMuch, weighed } from '../../weigh.ts'
import { writeInTurns } from '../in-turns.ts'
import { modelColumns, modelOf, type ModelRow } from '../registry/model-rows.ts'
import { MOST_HERE } from '../too-much.ts'
import { inProduction, liveVersion } from './in-production.ts'
import { foundVersions, numberIn, type TextKind } from './version-texts.ts'

/** How long texts wait to be written anew, in ms, unless a search asks for them: until then, others of them may change too. */
const SOON_MS = 1000
/** So many texts of one model are written at a time, some milliseconds of work. */
const AT_A_TIME = 16
/** How long those that wait keep everybody waiting at a time, in ms. */
const TURN_MS = 2

/**
 * Keeps the texts that models are found by the same as what they tell of. Each commit notes which it has made stale: writing them takes
 * longer than the change. Those that an older Modelshelf left are written now. `writeAside`: has another thread write those that are long.
 */
export function keepTexts(db: Db, writeAside?: WriteAside): void {
  if (writeAside) asides.set(db, writeAside)
  db.beforeCommit(() => {
    if (noteStale(db)) writeTextsSoon(db)
  })
  db.beforeClose(() => clearTimeout(timers.get(db)))
  writeUnheard(db)
}

/** Some texts of a model that may wait. */
export type WaitingTexts = { name: string; kinds: TextKind[] }
type WriteAside = (texts: WaitingTexts) => Promise<unknown> | undefined

const asides = new WeakMap<Db, WriteAside>()
const timers = new WeakMap<Db, NodeJS.Timeout>()

/** To call when texts may wait that another thread has made stale; this one's own commits see to it themselves. */
export function writeTextsSoon(db: Db): void {
  if (timers.has(db)) return
  const write = () => {
    timers.delete(db)
    writeUnheard(db)
  }
  timers.set(db, setTimeout(write, SOON_MS).unref())
}

/** Fails if the database was closed; or else the next search tries again, and logs what went wrong. */
const writeUnheard = (db: Db) => void writeTexts(db).catch(() => {})

/** Notes which texts a transaction has made stale, of models that are still there; gives whether there are any. To call before its commit. */
export function noteStale(db: Db): boolean {
  db.run(
    'INSERT OR IGNORE INTO waiting_texts SELECT name, kind FROM stale_texts WHERE name IN (SELECT name FROM registered_models)',
  )
  return db.run('DELETE FROM stale_texts') > 0
}

/**
 * Before a search, so that it finds what was acknowledged. On a full disk it finds what was written before; and so it does while a heavy
 * write would come first, for which it would wait seconds.
 */
export const writeForSearch = (db: Db): Promise<void> =>
  db.untilAside(writeTexts(db).catch((error: unknown) => console.error(error)))

/** The pass under way, and the one that follows it. */
const passes = new WeakMap<Db, Promise<void>[]>()

/**
 * Writes all texts that wait now, in turns, or waits until the next pass has. So many searches at once keep others waiting no longer than
 * one.
 */
export function writeTexts(db: Db): Promise<void> {
  const running = passes.get(db) ?? []
  passes.set(db, running)
  const [now, following] = running
  if (following) return following
  const pass = (now ?? Promise.resolve())
    .catch(() => {}) // its own callers hear of it
    .then(() => fillTexts(db))
    .then(() => writeWaiting(db))
    .finally(() => void running.shift())
  running.push(pass)
  return pass
}

/** So many are read at a time. */
const READ_TOGETHER = 500

/** Writes those that wait now. What changes meanwhile waits for the next pass, unless it comes later in the order of names. */
async function writeWaiting(db: Db): Promise<void> {
  const end = db.get<{ name: string | null }>('SELECT max(name) AS name FROM waiting_texts')?.name
  let last = ['', '']
  const next = () => {
    const waiting = db.lists<[name: string, kind: TextKind]>(
      `SELECT name, kind FROM waiting_texts WHERE (name, kind) > (?, ?) AND name <= ? ORDER BY name, kind LIMIT ${READ_TOGETHER}`,
      ...last,
      end ?? '',
    )
    last = waiting.at(-1) ?? last
    return [...Map.groupBy(waiting, ([name]) => name)].flatMap(([name, texts]) =>
      inParts(texts.map(([, kind]) => kind)).map((kinds) => ({ name, kinds })),
    )
  }
  const writeAside = asides.get(db)
  const long: WaitingTexts[] = []
  const take = (texts: WaitingTexts) => {
    try {
      weighed(writeAside && MOST_HERE.characters, () => writeThese(db, texts))
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error
      long.push(texts)
    }
  }
  await writeInTurns(db, next, take, TURN_MS)
  for (const texts of long) await writeAside?.(texts)
}

/** Writes those of these texts that wait. Only inside `write`. */
export function writeThese(db: Db, { name, kinds }: WaitingTexts): void {
  const isWaiting = (kind: TextKind) => db.get('SELECT 1 FROM waiting_texts WHERE name = ? AND kind = ?', name, kind)
  const waiting = kinds.filter(isWaiting)
  refresh(db, name, new Set(waiting))
  for (const kind of waiting) db.run('DELETE FROM waiting_texts WHERE name = ? AND kind = ?', name, kind)
}

const inParts = (kinds: TextKind[]): TextKind[][] =>
  Array.from({ length: Math.ceil(kinds.length / AT_A_TIME) }, (_, at) =>
    kinds.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
  )

/** Writes the texts of models that an older Modelshelf wrote (migrations/024-fill-texts.sql). */
const fillTexts = (db: Db): Promise<void> => writeInTurns(db, () => stepsLeft(db), takeStep(db))

type Step = WaitingTexts & { isLast: boolean }

/** The steps of some models. A model may have a text for each of thousands of versions, so a step writes only some of them. */
function stepsLeft(db: Db): Step[] {
  const models = db.lists<[name: string]>('SELECT name FROM models_without_texts LIMIT 100')
  return models.flatMap(([name]) => {
    const parts = inParts(
      db.lists<[TextKind]>('SELECT DISTINCT kind FROM all_texts WHERE name = ?', name).map(([kind]) => kind),
    )
    return parts.map((kinds, at) => ({ name, kinds, isLast: at === parts.length - 1 }))
  })
}

const takeStep =
  (db: Db) =>
  ({ name, kinds, isLast }: Step): void => {
    // Unless the model has another name by now.
    if (!db.get('SELECT 1 FROM models_without_texts WHERE name = ?', name)) return
    refresh(db, name, new Set(kinds))
    if (isLast) db.run('DELETE FROM models_without_texts WHERE name = ?', name)
  }

function refresh(db: Db, name: string, stale: ReadonlySet<TextKind>): void {
  const [row] = db.lists<[isPrompt: 0 | 1]>(
    `SELECT EXISTS (SELECT 1 FROM registered_model_tags AS t
       WHERE t.name = m.name AND t.key = 'mlflow.prompt.is_prompt' AND t.value = 'true')
     FROM registered_models AS m WHERE m.name = ?`,
    name,
  )
  if (!row) return
  const isHidden = row[0] === 1
  const live = stale.has('production') ? liveVersion(db, name) : undefined
  const told = isHidden ? { name } : toldOf(db, name, stale)
  const facts = live && !isHidden ? inProduction(db, live) : undefined
  const fieldsOf = (kind: TextKind): Field[] => {
    const version = numberIn(kind)
    if (version !== undefined) return foundVersions(db, name, [version]).flatMap(versionFields)
    return fieldsByKind[kind as Kind](told, { live: facts }) // it has no number
  }
  for (const kind of stale) {
    const run_id = kind === 'production' ? (live?.run_id ?? '') : ''
    writeText(db, { name, kind, run_id, text: isHidden ? '' : foldedLines(fieldsOf(kind)) })
  }
}

/** What these kinds of texts tell of a model: a tag of a version changes none of its own. */
function toldOf(db: Db, name: string, kinds: ReadonlySet<TextKind>): FoundModel {
  const latest_versions = kinds.has('versions') ? newestByStage(db, name) : []
  if (!kinds.has('about') && !kinds.has('description')) return { name, latest_versions }
  const [row] = db.lists<ModelRow>(`SELECT ${modelColumns} FROM registered_models AS m WHERE m.name = ?`, name)
  return { ...modelOf(row!, new Map()), latest_versions } // it was there a statement ago
}

const newestByStage = (db: Db, name: string): NonNullable<FoundModel['latest_versions']> =>
  db.all<{ version: string; current_stage: Stage }>(
    `SELECT CAST(v.version AS TEXT) AS version, stage.value AS current_stage
     FROM json_each(?) AS stage CROSS JOIN model_versions AS v
     WHERE v.name = ? AND v.version = (
       SELECT max(s.version) FROM model_versions AS s WHERE s.name = v.name AND s.current_stage = stage.value)`,
    STAGES,
    name,
  )

const STAGES = JSON.stringify(stages)

type Text = { name: string; kind: TextKind; run_id: string; text: string }

/** Writes a text, which indexes it, if it is another than before. */
function writeText(db: Db, { name, kind, run_id, text }: Text): void {
  const before = db.get<Pick<Text, 'run_id' | 'text'>>(
    'SELECT run_id, text FROM model_texts WHERE name = ? AND kind = ?',
    name,
    kind,
  )
  if (!before && text === '') return
  if (text === '') db.run('DELETE FROM model_texts WHERE name = ? AND kind = ?', name, kind)
  else if (!before)
    db.run('INSERT INTO model_texts (name, kind, run_id, text) VALUES (?, ?, ?, ?)', name, kind, run_id, text)
  else {
    if (before.run_id !== run_id)
      db.run('UPDATE model_texts SET run_id = ? WHERE name = ? AND kind = ?', run_id, name, kind)
    if (before.text !== text) db.run('UPDATE model_texts SET text = ? WHERE name = ? AND kind = ?', text, name, kind)
  }
}
