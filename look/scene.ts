import type { Page } from '@playwright/test'

/** A picture to take: a URL, what happens before it is opened, and what a person does there. */
export type Scene = {
  name: string
  url: string
  before?: (page: Page) => Promise<unknown>
  act?: (page: Page) => Promise<unknown>
  /** Statuses that its requests may fail with, besides those of the scenes of failures. */
  statuses?: readonly number[]
}
