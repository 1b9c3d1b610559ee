import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openDb } from '../../embedded/db.ts'
import type { Ask, Keep, Step } from './ask.ts'
import { readFiles } from './evidence.ts'

/** One buffer for all pieces: a piece that is kept becomes the next one. */
async function* inOneBuffer(pieces: Iterable<Buffer>) {
  const buffer = Buffer.alloc(1024)
  for (const piece of pieces) {
    piece.copy(buffer)
    yield buffer.subarray(0, piece.length)
  }
}

test('hashes the files of a version while they come, and keeps only the texts that rules look into', async () => {
  const files = new Map([
    ['MLmodel', [Buffer.from('signature:\n  inputs: '), Buffer.from("'[]'\n")]],
    ['model.pkl', Array.from({ length: 100 }, (_, at) => Buffer.alloc(1000, at))],
    ['requirements.txt', [Buffer.from('numpy==2.0.0\npan'), Buffer.from('das\n')]],
  ])
  const listed = [...files].map(([path, pieces]) => ({ path, is_dir: false, file_size: Buffer.concat(pieces).length }))
  const ask: Ask = {
    text: () => Promise.reject(new Error('nobody asks for a text')),
    object: () => Promise.reject(new Error('nor for a whole answer')),
    async items<T>(_step: Step, keep: Keep<T>) {
      const kept: T[] = []
      keep(kept, listed, 'files')
      return { rest: {}, kept }
    },
    bytes: async (path) => inOneBuffer(files.get(new URL(path, 'http://behind').searchParams.get('path')!)!),
  }
  const version = { name: 'm', version: '1', source: 'runs:/r/', run_id: 'r', hasKnownTexts: true }
  const there = { model: { name: 'm' }, versions: [version] }
  const around = { ask, db: openDb(':memory:'), there, lists: new Map(), reader: 'mira' }
  const read = await readFiles(around, { name: 'm', version: '1' })
  const hashes = [...files].map(([path, pieces]) => [
    path,
    createHash('sha256').update(Buffer.concat(pieces)).digest('hex'),
  ])
  expect(read.files.map(({ path, sha256 }) => [path, sha256])).toEqual(hashes)
  expect(read.facts).toMatchObject({ signature: true, loose: ['pandas'] })
})
