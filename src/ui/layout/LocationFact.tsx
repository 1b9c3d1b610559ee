import { CopyButton } from '../controls/CopyButton.tsx'
import { withoutSecrets } from '../text/without-secrets.ts'
import { Fact } from './Facts.tsx'

/** The storage location, copyable; nothing if the server does not tell. */
export function LocationFact({ uri }: { uri: string | undefined }) {
  if (!uri) return null
  return (
    <Fact name="Artifacts">
      <code>{withoutSecrets(uri)}</code> <CopyButton text={uri} what="artifact location" />
    </Fact>
  )
}
