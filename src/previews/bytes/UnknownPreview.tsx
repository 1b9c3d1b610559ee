import { useMemo } from 'react'
import { TextPreview } from '../code/TextPreview.tsx'
import { MediaPreview } from '../media/MediaPreview.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { isText, textOf } from '../text-of.ts'
import { BytesPreview } from './BytesPreview.tsx'
import { isSvg, mediaOf } from './sniff.ts'

/** A name without an extension, or with an unknown one: the bytes decide. */
export function UnknownPreview(props: PreviewProps) {
  const { content, place, name } = props
  if (isText(content))
    return content.whole && isSvg(textOf(content)) ? <SvgPreview {...props} /> : <TextPreview {...props} />
  const media = mediaOf(content.bytes)
  if (media) return <MediaPreview place={place} name={name} size={content.size} kind={media} />
  return <BytesPreview {...props} />
}

/** A browser reads SVG only by its type, which the server tells by the extension. */
function SvgPreview({ content: { bytes, size }, place, name }: PreviewProps) {
  const source = useMemo(() => new Blob([bytes], { type: 'image/svg+xml' }), [bytes])
  return <MediaPreview place={place} name={name} size={size} kind="image" source={source} />
}
