import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepOnlyFor } from './kept-of.ts'

test('a folder keeps the reviews of one server, from the first that is kept', () => {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  keepOnlyFor('http://mistyped.example', data)
  keepOnlyFor('http://one.example', data) // nothing was kept of the other
  writeFileSync(join(data, 'mlflow-0123456789abcdef.db'), '') // of a workspace
  keepOnlyFor('http://one.example', data)
  expect(() => keepOnlyFor('http://two.example', data)).toThrow('Choose another with --data')
  writeFileSync(join(data, 'mlflow-address.txt'), 'http://two.example\r\n')
  keepOnlyFor('http://two.example', data)
})
