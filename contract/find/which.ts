import * as z from 'zod/mini'
import { stages } from '../stages.ts'
import { int64, text } from '../values.ts'

/** The most files that are asked about at once. */
export const MOST_ASKED = 10_000

/** A file that MLflow's client adds to a folder that it downloads from the registry. It is not compared. */
export const ADDED_BY_DOWNLOADS = 'registered_model_meta'

/** The most files that are named of those that differ. */
export const MOST_NAMED = 20

const file = z.object({
  /** Within the folder, with `/`; '' for one file without a folder. */
  path: z.string().check(z.maxLength(4096)),
  size: z.pipe(int64, z.number()),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export type AskedFile = { path: string; size: number; sha256: string }

const version = { name: z.string(), version: z.string(), current_stage: z.enum(stages) }

/** A file that both have with other bytes, or that only one has: the version or what is asked about. */
const differing = z.object({ path: z.string(), how: z.enum(['changed', 'only-version', 'only-asked']) })
export type DifferingFile = z.infer<typeof differing>

/** Ours: the versions that hold exactly these files, or those of the models that a run logged. */
export const whichVersions = {
  input: z.object({
    files: z.optional(z.array(file).check(z.maxLength(MOST_ASKED))),
    run_id: text,
    /** The run or logged model that the folder's MLmodel names: in front of MLflow, its versions are looked at first. */
    made_by: z.optional(z.array(z.string()).check(z.maxLength(2))),
  }),
  output: z.object({
    /** `path`: of the one file within the version. */
    exact: z.array(z.object({ ...version, path: text })),
    /**
     * Versions with at least half of the files, the most alike first: how many of all files of both differ or are in one only,
     * and the first of them.
     */
    near: z.array(z.object({ ...version, differing: z.number(), of: z.number(), files: z.array(differing) })),
    /** Versions whose files are somewhere else, where this server can't read them. */
    unread: z.number(),
    /** Versions that there was no time to compare. */
    late: z.optional(z.number()),
    /** Of a run: its models whose own files could not be read, or not in time, so that nothing was compared with them. */
    unread_models: z.optional(z.number()),
  }),
}

/** The run and the logged model that a model's folder says it comes from, by the text of its MLmodel file. */
export const madeBy = (mlmodel: string): string[] =>
  ['run_id', 'model_id'].flatMap((key) => new RegExp(`^${key}: *['"]?([\\w-]+)`, 'm').exec(mlmodel)?.[1] ?? [])
