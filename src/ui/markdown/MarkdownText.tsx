import { onDemand } from '../feedback/on-demand.tsx'

/** Markdown, whose parser loads with the first text. */
export const MarkdownText = onDemand(async () => (await import('./Markdown.tsx')).Markdown)
