import type { Call } from '#contract/client.ts'

/** Creates a model with `count` versions, without runs or files. */
export async function seedVersions(call: Call, name: string, count: number): Promise<void> {
  await call('createModel', { name })
  for (let number = 1; number <= count; number++) await call('createVersion', { name, source: `s3://bucket/${number}` })
}

export const stageOf = async (call: Call, name: string, version: string) =>
  (await call('getVersion', { name, version })).model_version.current_stage
