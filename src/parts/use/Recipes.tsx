import { FIRST_PART } from '#contract/files/file-kinds.ts'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { below, type Place } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { trackingUri } from '../../api/client.ts'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { ownExample } from './own-example.ts'
import { pythonRecipes, sparkRecipes } from './recipes-python.ts'
import type { Subject, Use } from './recipe-list.ts'
import { RecipeList } from './RecipeList.tsx'
import { ShellRecipes } from './ShellRecipes.tsx'
import type { FoundModel } from './use-version-model.ts'
import { uriOf, type Way } from './ways-to-load.ts'

const CiRecipes = onDemand(async () => (await import('./CiRecipes.tsx')).CiRecipes)

/** Code for this model and server that runs as copied. */
export function Recipes({
  version,
  found,
  way,
  use,
}: {
  version: ModelVersion
  found: FoundModel
  way: Way
  use: Use
}) {
  const { model, libraries, at, aFile, isPending } = found
  const example = useOwnExample(at, model?.input_example)
  if (isPending || example.isLoading) return <LoadingRows count={6} />
  const { name } = version
  const subject: Subject = {
    uri: uriOf(way),
    parsed: way.uri,
    name,
    version: version.version,
    trackingUri,
    model: model ?? undefined,
    example: example.data ?? undefined,
    aFile,
    libraries,
  }
  if (use === 'python') return <RecipeList recipes={pythonRecipes(subject)} />
  if (use === 'spark') return <RecipeList recipes={sparkRecipes(subject)} />
  if (use === 'ci')
    return (
      <Suspense fallback={<LoadingRows count={6} />}>
        <CiRecipes subject={subject} />
      </Suspense>
    )
  return <ShellRecipes subject={subject} use={use} />
}

/** The model's own input example, if it is stored as text of a moderate size. */
function useOwnExample({ owner, path }: Place, file: string | undefined) {
  return useQuery({
    ...artifactQueries.content({ owner, path: below(path, file ?? '') }, FIRST_PART),
    enabled: file !== undefined,
    // Without it, snippets invent a row.
    select: ({ bytes, whole }) => (whole ? (ownExample(new TextDecoder().decode(bytes)) ?? null) : null),
    retry: false,
    throwOnError: false,
  })
}
