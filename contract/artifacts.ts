import * as z from 'zod/mini'
import { count, text } from './values.ts'

const artifactFile = z.object({
  /** Relative to the root of the run or logged model, with forward slashes. */
  path: z.string(),
  is_dir: z.boolean(),
  /** Bytes; absent for folders and for empty files (docs/rest-contract.md §7.1). */
  file_size: z.optional(count),
})
export type ArtifactFile = z.infer<typeof artifactFile>

export const artifactList = z.object({
  root_uri: text,
  files: z.optional(z.array(artifactFile)),
  next_page_token: text,
})

export const listArtifacts = {
  input: z.object({ run_id: text, run_uuid: text, path: text, page_token: text }),
  output: artifactList,
}
