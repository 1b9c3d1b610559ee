import { expect, test } from 'vitest'
import { ApiError } from '#contract/errors.ts'
import { fileFindings } from './file-findings.ts'

const failed = (name: string, error: Error) => ({ id: { name, version: '1' }, error })
const goodOf = (found: ReturnType<typeof fileFindings>) => found.flatMap(({ good }) => good ?? [])

test.each([
  ['may not be read', new ApiError('PERMISSION_DENIED', 'Permission denied', 403)],
  ['are missing', new ApiError('RESOURCE_DOES_NOT_EXIST', 'No such file', 404)],
])('says nothing of the files in Production to be in order while those of one %s', (_, error) => {
  const read = [failed('demand', error)]
  expect(goodOf(fileFindings(read, () => true))).not.toContain('No pickles in Production')
  // One that is not in Production takes nothing away.
  expect(goodOf(fileFindings(read, () => false))).toContain('No pickles in Production')
})
