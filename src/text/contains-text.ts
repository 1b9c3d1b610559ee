import { fold } from '#contract/find/fold.ts'

/** Whether a text contains the typed one, as models are found: in any case, with or without accents. */
export const containsText = (text: string, typed: string): boolean => fold(text).includes(fold(typed))

/** Whether a text begins with the typed one, in the same sense. */
export const startsWithText = (text: string, typed: string): boolean => fold(text).startsWith(fold(typed))
