import type { Place } from '#contract/model-uri.ts'

/** What to register: a folder, file or logged model, or a run, whose models are then offered. */
export type RegisterSubject = Place | { run_id: string }
