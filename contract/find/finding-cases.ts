import type { RegisteredModel } from '../models.ts'
import type { ModelVersion } from '../versions.ts'
import type { Beside, InProduction } from './model-fields.ts'

// What both finders must answer: the one of the embedded backend and the one of the browser, in front of MLflow.

type Version = { stage?: 'Staging' | 'Production' | 'Archived'; description?: string; tags?: Record<string, string> }
export type FindingModel = {
  name: string
  description?: string
  tags?: Record<string, string>
  aliases?: Record<string, number>
  versions?: Version[]
  /** What the run of the highest version in Production logged, and the flavors of its model. */
  live?: Omit<InProduction, 'version'>
}

const list = (of: Record<string, string>) => Object.entries(of).map(([key, value]) => ({ key, value }))

const live = (flavors: string[], params: Record<string, string>, metrics: Record<string, number>) => ({
  flavors,
  params: list(params),
  metrics: Object.entries(metrics).map(([key, value]) => ({ key, value })),
})

export const findingModels: FindingModel[] = [
  { name: 'station-demand', description: 'Bikes per hour.', versions: [{}, {}, {}], aliases: { champion: 3 } },
  { name: 'trip-duration', description: 'Uses the demand of each station.' },
  { name: 'décor-ranker', tags: { team: 'Überland' } },
  { name: 'plain', tags: { 'modelshelf.owner': 'Mira', 'mlflow.secret': 'zanzibar' } },
  { name: '需要予測', description: '駅ごとの自転車' },
  { name: 'прогноз', description: 'Спрос на велосипеды' },
  { name: 'przewóz-Łódź', description: 'Große Straße, ΟΔΟΣ' },
  { name: 'توقع-الطلب', description: 'نَمُوذَج الطلب على الدراجات' },
  { name: 'พยากรณ์ความต้องการ', description: 'จำนวนจักรยานต่อชั่วโมง' },
  { name: 'मांग-पूर्वानुमान', description: 'साइकिल की मांग' },
  { name: 'faults', versions: [{}, { stage: 'Staging', description: 'Now with vibration' }] },
  {
    name: 'older',
    versions: [{ description: 'First with narwhals', tags: { sonar: 'chirp' } }, { description: 'Fewer narwhals' }, {}],
  },
  {
    name: 'churn',
    versions: [{ stage: 'Archived', tags: { cause: 'leakage' } }, { stage: 'Production' }],
    live: live(['xgboost', 'python_function'], { max_depth: '7', objective: 'binary:logistic' }, { roc_auc: 0.8125 }),
  },
  { name: 'churn-old', versions: [{}], live: live(['lightgbm'], { num_leaves: '31' }, { logloss: 0.5 }) },
  { name: '50%_off "now"', description: 'a\\b <b>bold</b>' },
  { name: 'sees-kelp' },
  { name: 'kelping' },
  { name: 'unkelped' },
  { name: 'reef-1', description: 'Counts kelp.' },
  { name: 'reef-2', tags: { plant: 'kelp' } },
  { name: 'reef-3', description: 'Counts kelps.' },
  { name: 'reef-4', tags: { plant: 'kelps' } },
  { name: 'reef-5', versions: [{ description: 'Sees kelp' }] },
  { name: 'reef-6', description: 'Counts unkelped rocks.' },
  { name: 'catchment' },
  { name: 'catchmeants' },
]

/** The words, and the names found, the best first, each with where else than in its name or description. */
export const findingCases: [words: string[], found: [name: string, where?: string][]][] = [
  [['demand'], [['station-demand'], ['trip-duration']]],
  [['DEMAND', 'bikes'], [['station-demand']]],
  [['emand'], [['station-demand'], ['trip-duration']]],
  [['demnd'], [['station-demand'], ['trip-duration']]],
  [['dmeand'], [['station-demand'], ['trip-duration']]],
  [
    ['statoin', 'demnd'],
    [['station-demand'], ['trip-duration']],
  ],
  [['vibratoin'], [['faults', 'Version 2 Now with vibration']]],
  // Also of versions that others have followed in their stage.
  [['narwhals'], [['older', 'Version 2 Fewer narwhals']]],
  [['first', 'narwhlas'], [['older', 'Version 1 First with narwhals']]],
  [['chirp'], [['older', 'Version 1 sonar: chirp']]],
  [['DECOR'], [['décor-ranker']]],
  [['u\u0308ber'], [['décor-ranker', 'Tag team: Überland']]],
  [['champion'], [['station-demand', 'Version 3 @champion']]],
  [['mira'], [['plain', 'Owner Mira']]],
  [['staging'], [['faults', 'Version 2 Staging']]],
  [['leakage'], [['churn', 'Version 1 cause: leakage']]],
  [['予測'], [['需要予測']]],
  [['自転車'], [['需要予測']]],
  [['転'], [['需要予測']]],
  [['ВЕЛОСИПЕД'], [['прогноз']]],
  [['прогнос'], [['прогноз']]],
  [['lodz'], [['przewóz-Łódź']]],
  [['strasse', 'οδος'], [['przewóz-Łódź']]],
  [['نموذج'], [['توقع-الطلب']]],
  [['ต้องการ'], [['พยากรณ์ความต้องการ']]],
  [['จักรยาน'], [['พยากรณ์ความต้องการ']]],
  [['साइकिल'], [['मांग-पूर्वानुमान']]],
  [['xgboost'], [['churn', 'Version 2 in Production, flavor xgboost']]],
  [['xgbost'], [['churn', 'Version 2 in Production, flavor xgboost']]],
  [['max_depth'], [['churn', 'Version 2 in Production, param max_depth: 7']]],
  [['roc_auc', 'production'], [['churn', 'Version 2 in Production, metric roc_auc: 0.8125']]],
  [['0.8125'], [['churn', 'Version 2 in Production, metric roc_auc: 0.8125']]],
  [['lightgbm'], []],
  [['zanzibar'], []],
  [['50%'], [['50%_off "now"']]],
  [['%_off'], [['50%_off "now"']]],
  [['"now"'], [['50%_off "now"']]],
  [['a\\b'], [['50%_off "now"']]],
  [['<b>bold'], [['50%_off "now"']]],
  [['tati'], [['station-demand'], ['trip-duration']]],
  [['demand', 'nowhere-at-all'], []],
  // A word in a name before one in a description, that before one in a tag; all of a word before its beginning, that before its middle.
  [
    ['kelp'],
    [
      ['sees-kelp'],
      ['kelping'],
      ['unkelped'],
      ['reef-1'],
      ['reef-2', 'Tag plant: kelp'],
      ['reef-3'],
      ['reef-4', 'Tag plant: kelps'],
      ['reef-5', 'Version 1 Sees kelp'],
      ['reef-6'],
    ],
  ],
  // With one mistake rather than with two.
  [['catchmet'], [['catchment']]],
  [['ctchmeant'], [['catchmeants'], ['catchment']]],
  [['xyz'], []],
  [['*'], []],
  [['NEAR('], []],
  [['a\0b'], []],
]

const versionsOf = ({ name, versions = [] }: FindingModel): ModelVersion[] =>
  versions.map(({ stage = 'None' as const, description, tags = {} }, at) => ({
    name,
    version: String(at + 1),
    current_stage: stage,
    ...(description !== undefined && { description }),
    tags: list(tags),
  }))

/** A model as MLflow answers with it, which the browser's finder reads. */
export function answered(model: FindingModel): RegisteredModel {
  const { name, description, tags = {}, aliases = {} } = model
  return {
    name,
    ...(description !== undefined && { description }),
    tags: list(tags),
    aliases: Object.entries(aliases).map(([alias, version]) => ({ alias, version: String(version) })),
    latest_versions: [...new Map(versionsOf(model).map((version) => [version.current_stage, version])).values()],
  }
}

/** What the browser's finder reads of a model besides. */
export function besideOf(model: FindingModel): Beside {
  const versions = versionsOf(model)
  const at = versions.findLastIndex(({ current_stage }) => current_stage === 'Production')
  return { versions, ...(model.live && at >= 0 && { live: { version: String(at + 1), ...model.live } }) }
}
