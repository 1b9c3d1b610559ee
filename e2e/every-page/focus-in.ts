import type { Locator } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** Waits until the dialog has the focus: it is seen a moment before, and does not hear keys yet. */
export const focusIn = (dialog: Locator): Promise<void> =>
  expect
    .poll(
      () => dialog.evaluate((own) => own.parentElement?.contains(document.activeElement)),
      'the focus is in the dialog',
    )
    .toBe(true)
