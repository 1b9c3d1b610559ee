import type { Step } from '../engine/plan.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const stages = ['Staging', 'Production', 'Archived'] as const
const statuses = ['RUNNING', 'FINISHED', 'FAILED'] as const

/** Rows of all five kinds that filters can distinguish. Every run starts at another time, so that orders are defined. */
export const filterWorld: readonly Step[] = [
  ...range(6).map((i): Step => ({
    call: 'createExperiment',
    input: {
      name: `w-${'abcABC'[i]}`,
      tags:
        i % 2
          ? [
              { key: 'team', value: `t${i}` },
              { key: 'a b', value: '100%' },
            ]
          : [],
    },
    keep: { [`experiment${i}`]: 'experiment_id' },
  })),
  ...range(8).flatMap((i): Step[] => [
    {
      call: 'createRun',
      input: {
        experiment_id: '{experiment0}',
        run_name: `r${i}`,
        user_id: i % 3 ? 'ann' : 'Bob',
        start_time: 100 - i * 10,
      },
      keep: { run: 'run.info.run_id' },
    },
    {
      call: 'logBatch',
      input: {
        run_id: '{run}',
        metrics:
          i === 7
            ? []
            : [
                { key: 'acc', value: i === 6 ? 'NaN' : i / 4, timestamp: 1, step: 0 },
                { key: 'a/b c', value: -i, timestamp: 1 },
              ],
        params:
          i % 2
            ? [
                { key: 'lr', value: `0.${i}` },
                { key: 'opt', value: 'Adam' },
              ]
            : [{ key: 'lr', value: '1%_x' }],
        tags: i % 3 ? [{ key: 'team', value: `Team ${i}` }] : [],
      },
    },
    { call: 'updateRun', input: { run_id: '{run}', status: statuses[i % 3], ...(i % 2 ? { end_time: 200 + i } : {}) } },
    ...(i % 4 === 0
      ? [
          {
            call: 'logInputs' as const,
            input: {
              run_id: '{run}',
              datasets: [
                {
                  dataset: { name: `d${i}`, digest: `${i}`, source_type: 's', source: 'x' },
                  tags: [{ key: 'mlflow.data.context', value: 'train' }],
                },
              ],
            },
          },
        ]
      : []),
  ]),
  ...range(6).flatMap((i): Step[] => [
    {
      call: 'createModel',
      input: {
        name: `w-${'abcABC'[i]}`,
        tags: i % 2 ? [{ key: 'team', value: `t${i}` }] : [{ key: 'team', value: 'x_y%' }],
      },
    },
    {
      call: 'createVersion',
      input: { name: `w-${'abcABC'[i]}`, source: `s3://b/${i}`, tags: [{ key: 'k', value: `v${i % 2}` }] },
    },
    { call: 'createVersion', input: { name: `w-${'abcABC'[i]}`, source: 's3://b/same' } },
    { call: 'transitionStage', input: { name: `w-${'abcABC'[i]}`, version: '1', stage: stages[i % 3] } },
  ]),
  { call: 'createModel', input: { name: 'w-prompt', tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }] } },
  ...range(6).flatMap((i): Step[] => [
    {
      call: 'createLoggedModel',
      input: {
        experiment_id: '{experiment1}',
        name: `w-${'abcABC'[i]}`,
        model_type: i % 2 ? 'Kind' : 'kind',
        params: [{ key: 'lr', value: `0.${i}` }],
        tags: i % 3 ? [{ key: 'team', value: `t${i}` }] : [],
      },
      keep: { model: 'model.info.model_id' },
    },
    {
      call: 'logMetric',
      input: { run_id: '{run}', model_id: '{model}', key: 'acc', value: i / 2, timestamp: 1, step: i },
    },
  ]),
]
