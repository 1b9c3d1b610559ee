/** The stages a version can be in, in the order they are offered; by themselves, for a page needs no schemas to name them. */
export const stages = ['None', 'Staging', 'Production', 'Archived'] as const
