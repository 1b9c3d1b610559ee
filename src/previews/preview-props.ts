import type { Place } from '#contract/model-uri.ts'
import type { Content } from '../api/artifacts.ts'
import type { Kind } from './kind-of.ts'

/** Props of every preview: the file's first part (or all of it), and where the file is. */
export type PreviewProps = { content: Content; name: string; kind: Kind; place: Place }
