import { BytesPreview } from './BytesPreview.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { isText } from '../text-of.ts'
import { TextPreview } from '../code/TextPreview.tsx'

/** An unknown extension: the bytes decide. */
export function UnknownPreview(props: PreviewProps) {
  return isText(props.content) ? <TextPreview {...props} /> : <BytesPreview {...props} />
}
