import rehypeRaw from 'rehype-raw'
import { headingIds } from './heading-ids.ts'
import { keepUnknownTags } from './known-tags.ts'

/** Read the HTML in Markdown. */
export const readHtml = [keepUnknownTags, rehypeRaw, headingIds]
