import type { Place } from '#contract/model-uri.ts'
import { useSource } from './use-source.ts'

/** A picture logged beside a text; shows its alt text while loading or if missing. */
export function PictureBeside({ place, alt }: { place: Place; alt: string }) {
  const { fill, error, pending } = useSource(place)
  if (pending || error) return <em>{alt || place.path}</em>
  return <img ref={fill} alt={alt} loading="lazy" />
}
