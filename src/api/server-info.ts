import { MAX_DESCRIPTION } from '#contract/limits.ts'
import type { ServerInfo } from '#contract/server-info.ts'

// The server writes the block into every index.html, and Vite does in development.
const block = document.getElementById('modelshelf')?.textContent ?? ''

/** What the server says of itself and of what stands behind it. */
export const serverInfo = JSON.parse(block) as ServerInfo

/** The most characters that a description may have, where the rule is known: a real server's database decides for itself. */
export const descriptionLimit = serverInfo.backend === 'embedded' ? MAX_DESCRIPTION : undefined
