import type { Recipe, Subject, Use } from './recipe-list.ts'
import { RecipeList } from './RecipeList.tsx'
import { batchRecipes, downloadRecipes, serveRecipes } from './recipes-shell.ts'

type ShellUse = Exclude<Use, 'python' | 'spark' | 'ci'>

const recipesFor: Record<ShellUse, (subject: Subject) => Recipe[]> = {
  batch: batchRecipes,
  serve: serveRecipes,
  download: downloadRecipes,
}

/** The uses that a person types into a shell. */
export const ShellRecipes = ({ subject, use }: { subject: Subject; use: ShellUse }) => (
  <RecipeList recipes={recipesFor[use](subject)} />
)
