import { expect, test } from 'vitest'
import { ApiError } from '#contract/errors.ts'
import { fileFindings } from './file-findings.ts'

const failed = (name: string, error: Error) => ({ id: { name, version: '1' }, error })
const goodOf = (kinds: ReturnType<typeof fileFindings>) =>
  kinds.flatMap(({ good, found }) => (good !== undefined && found.length === 0 ? good : []))

test.each([
  ['may not be read', new ApiError('PERMISSION_DENIED', 'Permission denied', 403)],
  ['are missing', new ApiError('RESOURCE_DOES_NOT_EXIST', 'No such file', 404)],
])('says nothing of the files in Production to be in order while those of one %s', (_, error) => {
  const read = [failed('demand', error)]
  expect(goodOf(fileFindings(read, () => true))).not.toContain('No pickles in Production')
  // One that is not in Production takes nothing away.
  expect(goodOf(fileFindings(read, () => false))).toContain('No pickles in Production')
})

test('does not say that every version has a signature where one is not a model', () => {
  const plain = { isFolder: false, model: null, libraries: null, files: ['lone.bin'], bytes: 3 }
  const read = [{ id: { name: 'demand', version: '1' }, files: plain }]
  expect(goodOf(fileFindings(read, () => true))).toEqual(['No files are missing', 'No pickles in Production'])
})

test('says nothing of pickles where not all files are listed', () => {
  const many = { isFolder: true, model: null, libraries: null, files: ['a.bin'], bytes: undefined }
  const read = [{ id: { name: 'demand', version: '1' }, files: many }]
  expect(goodOf(fileFindings(read, () => true))).toEqual(['No files are missing'])
})
