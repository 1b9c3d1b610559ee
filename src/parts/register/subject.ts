import type { Place } from '#contract/model-uri.ts'

/** What is to be registered: one folder, file or logged model; or a run, whose models are then offered to choose from. */
export type RegisterSubject = Place | { run_id: string }
