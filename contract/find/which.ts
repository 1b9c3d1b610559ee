import * as z from 'zod/mini'
import { stages } from '../stages.ts'
import { int64, text } from '../values.ts'

/** The most files that are asked about at once. */
export const MOST_ASKED = 10_000

/** A file that MLflow's client adds to a folder that it downloads from the registry. It is not compared. */
export const ADDED_BY_DOWNLOADS = 'registered_model_meta'

const file = z.object({
  /** Within the folder, with `/`; '' for one file without a folder. */
  path: z.string().check(z.maxLength(4096)),
  size: z.pipe(int64, z.number()),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export type AskedFile = { path: string; size: number; sha256: string }

const version = { name: z.string(), version: z.string(), current_stage: z.enum(stages) }

/** Ours, on the embedded backend: the versions that hold exactly these files, or those of the models that a run logged. */
export const whichVersions = {
  input: z.object({ files: z.optional(z.array(file).check(z.maxLength(MOST_ASKED))), run_id: text }),
  output: z.object({
    /** `path`: of the one file within the version. */
    exact: z.array(z.object({ ...version, path: text })),
    /** Versions with at least half of the files, the most alike first: how many of all files of both differ or are in one only. */
    near: z.array(z.object({ ...version, differing: z.number(), of: z.number() })),
    /** Versions whose files are somewhere else, where this server can't read them. */
    unread: z.number(),
  }),
}
