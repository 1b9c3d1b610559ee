import { BytesPreview } from './BytesPreview.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { isText } from '../text-of.ts'
import { TextPreview } from '../code/TextPreview.tsx'

/** A name that says nothing: its bytes decide. */
export function UnknownPreview(props: PreviewProps) {
  return isText(props.content) ? <TextPreview {...props} /> : <BytesPreview {...props} />
}
