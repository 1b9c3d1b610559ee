import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../../embedded/db.ts'
import type { Ask, Keep, Step } from './ask.ts'
import { copyModel } from './copy.ts'
import { readVersions } from './read-model.ts'

let db: Db
beforeEach(() => (db = openDb(':memory:')))
afterEach(() => db.close())

const model = { name: 'm', creation_timestamp: 1 }
const long = 'long text '.repeat(1000)
const versionAt = (number: number) => ({
  name: 'm',
  version: String(number),
  creation_timestamp: number,
  source: `s3://bucket/${number}`,
  description: `${long}${number}`,
  tags: [{ key: 'card', value: long }],
})
const versions = Array.from({ length: 50 }, (_, at) => versionAt(50 - at))
/** An answer that breaks off once, and then comes whole. */
const ask = {
  items: async <T>(_step: Step, keep: Keep<T>) => {
    keep([], versions.slice(0, 20), 'model_versions')
    const kept: T[] = []
    keep(kept, versions.slice(0, 30), 'model_versions')
    keep(kept, [...versions.slice(30), { ...versionAt(1), name: 'M' }], 'model_versions')
    return { rest: {}, kept }
  },
} as Ask

test('keeps no long texts of versions, and yet copies them', async () => {
  const read = await readVersions(ask, db, model)
  expect(read.versions.map(({ version }) => version)).toEqual(versions.map(({ version }) => version))
  expect(JSON.stringify(read.versions)).not.toContain('long text')
  await copyModel(db, read)
  read.texts.close()
  const stored = db.all('SELECT version, description FROM model_versions ORDER BY version DESC')
  expect(stored.map((row) => ({ ...row }))).toEqual(
    versions.map(({ version, description }) => ({ version: Number(version), description })),
  )
  expect(db.all('SELECT 1 FROM model_version_tags WHERE value = ?', long)).toHaveLength(50)
})

test('keeps nothing of texts that are known already', async () => {
  await copyModel(db, await readVersions(ask, db, model))
  const { texts, versions: again } = await readVersions(ask, db, model)
  expect(again.map(({ version }) => texts.of(version))).toEqual(again.map(() => undefined))
  expect(again.every(({ hasKnownTexts }) => hasKnownTexts)).toBe(true)
})
