import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { below, type Place } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { artifactQueries, firstPart } from '../../api/artifacts.ts'
import { trackingUri } from '../../api/client.ts'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { Snippet } from '../../ui/layout/Snippet.tsx'
import { ownExample } from './own-example.ts'
import { pythonRecipes, sparkRecipes } from './recipes-python.ts'
import { batchRecipes, ciRecipes, downloadRecipes, serveRecipes } from './recipes-shell.ts'
import type { Recipe, Subject, Use } from './recipe-list.ts'
import { useVersionModel } from './use-version-model.ts'
import { uriOf, type Way } from './ways-to-load.ts'

const recipesFor: Record<Use, (subject: Subject) => Recipe[]> = {
  python: pythonRecipes,
  spark: sparkRecipes,
  batch: batchRecipes,
  serve: serveRecipes,
  download: downloadRecipes,
  ci: ciRecipes,
}

/** Code for this model and server that runs as copied. */
export function Recipes({ version, way, use }: { version: ModelVersion; way: Way; use: Use }) {
  const { model, libraries, at, aFile, isPending } = useVersionModel(version)
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
  return (
    <Stack spacing={5}>
      {recipesFor[use](subject).map(({ title, note, code, what }) => (
        <div key={title}>
          <Typography variant="h3">{title}</Typography>
          {note && (
            <Typography variant="body2" color="textSecondary">
              {note}
            </Typography>
          )}
          {code !== undefined && (
            <Typography component="div" sx={{ mt: 1.5 }}>
              <Snippet code={code} what={what} />
            </Typography>
          )}
        </div>
      ))}
    </Stack>
  )
}

/** The model's own input example, if it is stored as text of a moderate size. */
function useOwnExample({ owner, path }: Place, file: string | undefined) {
  return useQuery({
    ...artifactQueries.content({ owner, path: below(path, file ?? '') }, firstPart),
    enabled: file !== undefined,
    // Without it, snippets invent a row.
    select: ({ bytes, whole }) => (whole ? (ownExample(new TextDecoder().decode(bytes)) ?? null) : null),
    retry: false,
    throwOnError: false,
  })
}
