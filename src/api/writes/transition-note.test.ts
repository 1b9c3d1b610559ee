import { expect, test } from 'vitest'
import { withTransitionNote } from './transition-note.ts'

const now = new Date(2026, 0, 5, 23, 59)

test('adds the note below the existing description', () => {
  expect(withTransitionNote({ name: 'a', version: '3', description: 'Good.\n' }, 'Staging', now)).toBe(
    'Good.\n\nThe model version 3 was transitioned to Staging on 2026-01-05.',
  )
  expect(withTransitionNote({ name: 'a', version: '3' }, 'None', now)).toBe(
    'The model version 3 was transitioned to None on 2026-01-05.',
  )
})
