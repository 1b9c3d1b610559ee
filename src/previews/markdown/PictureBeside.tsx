import type { Place } from '#contract/model-uri.ts'
import { useSource } from '../media/use-source.ts'

/** A picture that was logged beside a text; its words until it is here, and where it cannot be had. */
export function PictureBeside({ place, alt }: { place: Place; alt: string }) {
  const { fill, error, pending } = useSource(place)
  if (pending || error) return <em>{alt || place.path}</em>
  return <img ref={fill} alt={alt} loading="lazy" />
}
