import type { RegisteredModel } from '#contract/models.ts'
import { stages } from '#contract/stages.ts'
import type { Stage } from '#contract/versions.ts'

export const stageOf = (param: string | null): Stage | undefined => stages.find((stage) => stage === param)

/** Whether at least one version is in the stage: a filter that no MLflow server offers. */
export const isIn = ({ latest_versions }: RegisteredModel, stage: Stage): boolean =>
  (latest_versions ?? []).some(({ current_stage }) => current_stage === stage)
