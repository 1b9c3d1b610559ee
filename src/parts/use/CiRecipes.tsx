import { workspace } from '../../api/caller/workspace.ts'
import { serverInfo } from '../../api/server-info.ts'
import { isPyfunc } from '../../domain/model-flavors.ts'
import { Choice } from '../../ui/forms/Choice.tsx'
import { useUrlParams, withParam } from '../../url-params.ts'
import type { Subject } from './recipe-list.ts'
import { RecipeList } from './RecipeList.tsx'
import { pipelineRecipes, type Runner, runners, type SignIn } from './recipes-ci.ts'
import { imageRecipe } from './recipe-image.ts'
import { webhookRecipe } from './recipe-webhook.ts'

const signIns: Record<typeof serverInfo.auth, SignIn> = {
  none: 'none',
  accounts: 'token',
  operator: 'none',
  'pass-through': 'password',
}

/** What a pipeline does with a version: waits for people, checks the policy, builds an image. */
export function CiRecipes({ subject }: { subject: Subject }) {
  const [params, setParams] = useUrlParams()
  const asked = params.get('ci')
  const runner: Runner = asked === 'github' || asked === 'gitlab' ? asked : 'shell'
  const choose = (value: string) =>
    setParams((before) => withParam(before, 'ci', value), { replace: true, preventScrollReset: true })
  const { model } = subject
  const access = { signIn: signIns[serverInfo.auth], workspace: workspace() }
  return (
    <>
      <Choice
        label="Run by"
        value={runner}
        options={runners}
        onChoose={choose}
        data-screen=""
        sx={{ width: 220, mb: 4 }}
      />
      <RecipeList
        recipes={[
          ...(serverInfo.capabilities.stages
            ? [
                ...pipelineRecipes(subject, runner, access),
                ...(serverInfo.capabilities.webhooks && serverInfo.auth !== 'operator'
                  ? [webhookRecipe(subject, runner, access)]
                  : []),
              ]
            : []),
          ...(!model || isPyfunc(model) ? [imageRecipe(subject)] : []),
        ]}
      />
    </>
  )
}
