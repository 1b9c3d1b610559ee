import type { Place } from '#contract/model-uri.ts'
import type { Kind } from '#contract/files/file-kinds.ts'
import type { TextContent } from './text-of.ts'

/** Props of every preview: the file's first part (or all of it), and where the file is. */
export type PreviewProps = { content: TextContent; name: string; kind: Kind; place: Place }
