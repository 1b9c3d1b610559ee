import type { Checked } from '#contract/endpoints.ts'
import { textsWhileThere } from '../json-in-parts.ts'
import * as experiments from '../store/experiments/experiment-in-parts.ts'
import { getLoggedModelInParts } from '../store/logged-models/logged-models.ts'
import * as registry from '../store/registry/registry-in-parts.ts'
import { idOf } from '../store/runs/run-id.ts'
import { getRunInParts } from '../store/runs/runs.ts'
import type { HeavyRead, InTexts } from './heavy-read.ts'

type Endpoints =
  | 'getRun'
  | 'getLoggedModel'
  | 'getExperiment'
  | 'getExperimentByName'
  | 'getModel'
  | 'getVersion'
  | 'getVersionByAlias'
  | 'getLatestVersions'

type OneThing = { [N in Endpoints]: HeavyRead<Checked<N>, InTexts> } & {
  getWorkspaceModel: HeavyRead<{ name: string; facts?: object }, InTexts>
}

/** The reads of one thing, whose lists may be of any length: in a thread they are read part by part. */
export const oneThing: OneThing = {
  getRun: {
    isHeavy: turnsOut,
    answer: (input, db) => inTexts(() => ({ run: getRunInParts(db, idOf(input)) })),
  },
  getLoggedModel: {
    isHeavy: turnsOut,
    answer: ({ model_id, allow_deleted = false }, db) =>
      inTexts(() => ({ model: getLoggedModelInParts(db, model_id, allow_deleted) })),
  },
  getExperiment: {
    isHeavy: turnsOut,
    answer: ({ experiment_id }, db) =>
      inTexts(() => ({ experiment: experiments.getExperimentInParts(db, experiment_id) })),
  },
  getExperimentByName: {
    isHeavy: turnsOut,
    answer: ({ experiment_name }, db) =>
      inTexts(() => ({ experiment: experiments.getExperimentByNameInParts(db, experiment_name) })),
  },
  getModel: {
    isHeavy: turnsOut,
    answer: ({ name }, db) => inTexts(() => ({ registered_model: registry.getModelInParts(db, name) })),
  },
  getWorkspaceModel: {
    isHeavy: turnsOut,
    answer: ({ name, facts }, db) =>
      inTexts(() => {
        const { aliases: _, ...model } = registry.getModelInParts(db, name)
        return { registered_model_databricks: { ...model, ...facts } }
      }),
  },
  getVersion: {
    isHeavy: turnsOut,
    answer: (id, db) => inTexts(() => ({ model_version: registry.getVersionInParts(db, id) })),
  },
  getVersionByAlias: {
    isHeavy: turnsOut,
    answer: ({ name, alias }, db) =>
      inTexts(() => ({ model_version: registry.getVersionByAliasInParts(db, name, alias) })),
  },
  getLatestVersions: {
    isHeavy: turnsOut,
    answer: ({ name, stages }, db) =>
      inTexts(() => ({ model_versions: registry.getLatestVersionsInParts(db, name, stages) })),
  },
}

/** Only reading it tells (weigh.ts). */
function turnsOut(): boolean {
  return false
}

/** What is read when the first text is asked for. */
export const inTexts = (read: () => unknown): InTexts => ({ texts: textsWhileThere(read) })
