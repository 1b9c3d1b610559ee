import { beforeEach, describe, expect, test } from 'vitest'
import { openWithModel, type WithModel } from '../../testing/app.ts'

let call: WithModel['call']
let addVersion: WithModel['addVersion']
const name = 'churn'
beforeEach(async () => {
  ;({ call, addVersion } = await openWithModel(name))
})

const stageOf = async (version: string) => (await call('getVersion', { name, version })).model_version.current_stage

describe('a stage', () => {
  beforeEach(async () => {
    for (let i = 1; i <= 3; i++) await addVersion()
  })

  test('is accepted in any case and stored in its canonical spelling', async () => {
    const { model_version } = await call('transitionStage', { name, version: '1', stage: 'pRODUCTION' })
    expect(model_version.current_stage).toBe('Production')
    await expect(call('transitionStage', { name, version: '1', stage: 'prod' })).rejects.toMatchObject({
      status: 400,
      message: 'Invalid Model Version stage: prod. Value must be one of None, Staging, Production, Archived.',
    })
  })

  test('can have several versions unless the move archives the others', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('transitionStage', { name, version: '2', stage: 'Production' })
    expect([await stageOf('1'), await stageOf('2')]).toEqual(['Production', 'Production'])
    await call('transitionStage', { name, version: '3', stage: 'production', archive_existing_versions: true })
    expect([await stageOf('1'), await stageOf('2'), await stageOf('3')]).toEqual(['Archived', 'Archived', 'Production'])
  })

  test('stays when a version moves to the stage it is in', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Staging' })
    await call('transitionStage', { name, version: '1', stage: 'Staging', archive_existing_versions: true })
    expect(await stageOf('1')).toBe('Staging')
  })

  test('is refused for an invalid model name', async () => {
    await expect(call('transitionStage', { name: 'a/b', version: '1', stage: 'Staging' })).rejects.toThrow(
      "Invalid model name 'a/b'. Names cannot contain '/' or ':'.",
    )
  })

  test('archives nothing if the version to move does not exist', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await expect(
      call('transitionStage', { name, version: '9', stage: 'Production', archive_existing_versions: true }),
    ).rejects.toMatchObject({ status: 404 })
    expect(await stageOf('1')).toBe('Production')
  })

  test.each(['None', 'archived'])('%s refuses archiving the others', async (stage) => {
    await expect(
      call('transitionStage', { name, version: '1', stage, archive_existing_versions: true }),
    ).rejects.toMatchObject({
      status: 400,
      message: `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
    })
  })

  test('C02 has one version after 24 moves with archiving at once', async () => {
    for (let i = 4; i <= 24; i++) await addVersion()
    await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        call('transitionStage', {
          name,
          version: String(i + 1),
          stage: 'Production',
          archive_existing_versions: true,
        }),
      ),
    )
    const stages = await Promise.all(Array.from({ length: 24 }, (_, i) => stageOf(String(i + 1))))
    expect(stages.filter((stage) => stage === 'Production')).toHaveLength(1)
    expect(stages.filter((stage) => stage === 'Archived')).toHaveLength(23)
  })
})
