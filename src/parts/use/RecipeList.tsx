import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { Snippet } from '../../ui/layout/Snippet.tsx'
import type { Recipe } from './recipe-list.ts'

/** Recipes below each other. */
export const RecipeList = ({ recipes }: { recipes: readonly Recipe[] }) => (
  <Stack spacing={5}>
    {recipes.map(({ title, note, code, what }) => (
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
