import * as z from 'zod/mini'
import { registeredModel } from '../models.ts'
import { integer, text } from '../values.ts'

/** Ours, on the embedded backend: models by words that are anywhere in them, the best first. */
export const findModels = {
  input: z.object({
    /** Each must be found. */
    words: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(20)),
    /** Only among the models that this filter finds (docs/rest-contract.md §9). */
    filter: text,
    max_results: integer,
    page_token: text,
  }),
  output: z.object({
    found: z.array(
      z.object({
        registered_model: registeredModel,
        /** What to mark, in lower case and without accents. */
        terms: z.array(z.string()),
        where: z.optional(z.string()),
      }),
    ),
    /** On all pages. */
    total: z.number(),
    next_page_token: text,
  }),
}
