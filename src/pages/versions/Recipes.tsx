import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import type { ModelVersion } from '#contract/versions.ts'
import { trackingUri } from '../../api/client.ts'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { Snippet } from '../../ui/layout/Snippet.tsx'
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
  const { model, libraries, isPending } = useVersionModel(version)
  if (isPending) return <LoadingRows count={6} />
  const { name } = version
  const subject: Subject = {
    uri: uriOf(way),
    parsed: way.uri,
    name,
    version: version.version,
    trackingUri,
    model: model ?? undefined,
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
