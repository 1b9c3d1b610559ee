import type { Level } from '../store/accounts/level-words.ts'

/** A thing as a request names it. Runs and logged models have the levels of their experiment. */
export type Named =
  | { kind: 'experiment' | 'run' | 'logged-model' | 'model'; id: string | undefined }
  /** By an activity's id, which begins with the number of its model's log. */
  | { kind: 'activity'; id: string }

/** A level that a request needs on a thing. `moves`: contributors have it on models that nobody administers. */
export type Need = { level: Level; on: Named; moves?: boolean }
