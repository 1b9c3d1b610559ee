import { noRule, type Rule } from '#contract/policy/rules.ts'
import { clientOf } from './app.ts'
import { modelFolder, openArtifactApp } from './artifacts.ts'

/** The model whose versions' files are in the store, and its version from a logged model. */
export const model = 'churn'
export const v1 = { name: model, version: '1' }

export type WithPolicy = Awaited<ReturnType<typeof openWithPolicy>>

/** A server with that version, its files, and people; `policy` sets the model's rules. */
export async function openWithPolicy() {
  const test = await openArtifactApp()
  await test.put(`${modelFolder}/MLmodel`, 'flavors:\n  python_function:\n    loader_module: m\n')
  await test.put(`${modelFolder}/model.pkl`, 'weights')
  const as = (user: string) => clientOf(test.app, user)
  const policy = async (...rules: (Partial<Rule> & { target: string })[]) => {
    const { own_revision } = await test.call('getPolicy', { name: model })
    await test.call('setPolicy', {
      name: model,
      revision: own_revision,
      rules: rules.map((rule) => ({ ...noRule(rule.target), ...rule })),
    })
  }
  /** Another version with other files. */
  let added = 1
  const addVersion = async () => {
    const { call, put } = test
    const folder = `1/r1/artifacts/v${(added += 1)}`
    await put(`${folder}/MLmodel`, 'flavors: {}')
    const source = `mlflow-artifacts:/${folder}`
    return (await call('createVersion', { name: model, source, run_id: 'r1' })).model_version.version
  }
  return { ...test, as, ann: as('ann'), bob: as('bob'), cy: as('cy'), policy, addVersion }
}
