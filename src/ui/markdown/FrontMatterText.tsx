import { onDemand } from '../feedback/on-demand.tsx'

/** Front matter, whose parser loads with the first. */
export const FrontMatterText = onDemand(async () => (await import('./FrontMatter.tsx')).FrontMatter)
