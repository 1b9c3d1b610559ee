import { MAX_DESCRIPTION } from '#contract/limits.ts'
import type { ServerInfo } from '#contract/server-info.ts'

// The server writes this block into every index.html; Vite does in development.
const block = document.getElementById('modelshelf')?.textContent ?? ''

/** What the server tells about itself and its backend. */
export const serverInfo = JSON.parse(block) as ServerInfo

/** Maximum length of a description if known: a real MLflow server's database has its own limit. */
export const descriptionLimit = serverInfo.backend === 'embedded' ? MAX_DESCRIPTION : undefined
