import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { TextPreview } from '../code/TextPreview.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { isText } from '../text-of.ts'
import { BytesPreview } from './BytesPreview.tsx'
import { mediaOf } from './sniff.ts'

const MediaPreview = onDemand(async () => (await import('../media/MediaPreview.tsx')).MediaPreview)

/** A name without an extension, or with an unknown one: the bytes decide. */
export function UnknownPreview(props: PreviewProps) {
  const { content, place, name } = props
  if (isText(content)) return <TextPreview {...props} />
  const media = mediaOf(content.bytes)
  if (media) return <MediaPreview place={place} name={name} size={content.size} kind={media} />
  return <BytesPreview {...props} />
}
