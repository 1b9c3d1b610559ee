/** The stages of a version, in the order they are offered. In a file of their own, so that pages need not load schemas. */
export const stages = ['None', 'Staging', 'Production', 'Archived'] as const
