import { Address } from '../text/Address.tsx'
import { Fact } from './Facts.tsx'

/** The storage location, copyable; nothing if the server does not tell. */
export function LocationFact({ uri }: { uri: string | undefined }) {
  if (!uri) return null
  return (
    <Fact name="Artifacts">
      <Address uri={uri} what="artifact location" />
    </Fact>
  )
}
