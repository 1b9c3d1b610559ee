/** The stages of a version, in the order they are offered. In a file of their own, so that pages need not load schemas. */
export const stages = ['None', 'Staging', 'Production', 'Archived'] as const

/** Whether a version in this stage is in use: only such stages can archive what else is in them. */
export const isActive = (stage: string | undefined): stage is 'Staging' | 'Production' =>
  stage === 'Staging' || stage === 'Production'
