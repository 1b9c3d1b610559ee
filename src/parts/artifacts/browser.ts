import type { QueryClient } from '@tanstack/react-query'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { askArtifacts } from './ask-artifacts.ts'

const load = () => import('../ArtifactBrowser.tsx')

export const ArtifactBrowser = onDemand(async () => (await load()).ArtifactBrowser)

/** Asks for what the artifact browser shows first, and loads the code for its selected file, side by side; then what the file's texts need. */
export async function askBrowser(client: QueryClient, owner: ArtifactOwner, path: string | undefined): Promise<void> {
  if (path === undefined) return
  const content = askArtifacts(client, owner, path)
  const code = load()
  await Promise.all([
    code.then(({ loadFile }) => loadFile(path)),
    Promise.all([code, content]).then(([{ loadFile }, known]) => loadFile(path, known)),
  ])
}
