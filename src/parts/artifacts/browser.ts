import type { QueryClient } from '@tanstack/react-query'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { hasEarlyAnswers } from '../../api/caller/early-calls.ts'
import { askArtifacts } from './ask-artifacts.ts'

const load = () => import('../ArtifactBrowser.tsx')

export const ArtifactBrowser = onDemand(async () => (await load()).ArtifactBrowser)

/**
 * Asks for what the artifact browser shows first, and loads the code for its selected file, side by side. If the document has answers, that waits
 * for the file, which says what its texts need.
 */
export async function askBrowser(client: QueryClient, owner: ArtifactOwner, path: string | undefined): Promise<void> {
  if (path === undefined) return
  const content = askArtifacts(client, owner, path)
  const early = hasEarlyAnswers() ? content.catch(() => undefined) : undefined
  await Promise.all([content, Promise.all([load(), early]).then(([{ loadFile }, known]) => loadFile(path, known))])
}
