import type { Output } from '#contract/endpoints.ts'
import type { Libraries } from '#contract/libraries.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { MoveCheck } from '#contract/policy/schemas.ts'
import type { Rule } from '#contract/policy/rules.ts'
import type { StageStay } from '#contract/review-log.ts'
import type { Activity } from '#contract/reviews.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Run } from '#contract/runs.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Reason } from '#contract/compared/against.ts'
import type { FileVerdict } from '../changes/files.ts'
import type { Part } from '../changes/part.ts'
import type { Hunk } from '../changes/text-diff.ts'
import type { ValueChoice } from '../metrics/metric-value.ts'

/** What is read of one version. */
export type Side = {
  version: ModelVersion
  run: Part<Run>
  measured: Part<{ run?: Run; model?: LoggedModel }>
  model: Part<MlModel>
  libraries: Part<Libraries | null>
  files: Part<{ sizes: ReadonlyMap<string, number>; isCut: boolean }>
}

/** The changed lines of a file, or why there are none; read when they are needed, as it may take long. */
export type FileText = { path: string; lines: () => readonly Hunk[] | string }

/** The version that the dossier's version is compared with. */
export type Compared = Side & {
  reason: Reason
  /** Whether both versions have their files in one place. */
  isOnePlace: boolean
  /** What the bytes of files of equal size say. */
  verdicts: ReadonlyMap<string, FileVerdict>
  texts: readonly FileText[]
  /** Changed texts whose lines it does not have: they are too long, or too many. */
  textsLeft: number
}

/** Everything that a dossier tells. */
export type Dossier = {
  made: { at: number; by: string; server: string; behind: readonly string[]; modelshelf: string }
  /** The person's name is somebody's claim, where nobody signs in. */
  isVerified: boolean
  model: Part<RegisteredModel>
  /** Which value of metrics it tells. */
  choice: ValueChoice
  own: Side
  /** The hashes of the version's files, and of what an approval would be for now. */
  evidence: Part<Output<'getEvidence'>>
  /** Why there is none, in a sentence. */
  compared: Compared | string
  reviews: {
    policy: Part<{ in_force: Rule[] }>
    /** What a move to each guarded target still lacks. */
    checks: readonly { target: string; check: Part<MoveCheck> }[]
    stays: Part<StageStay[]>
    activities: Part<Activity[]>
  }
}

/** The name of its file. */
export const dossierName = ({ name, version }: ModelVersion): string => `${name} version ${version}.html`
