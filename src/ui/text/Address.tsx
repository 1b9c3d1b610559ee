import { withoutSecrets } from '../../text/without-secrets.ts'
import { CopyButton } from '../controls/CopyButton.tsx'

type Props = {
  /** Where something is: a location, a source, a repository. */
  uri: string
  what: string
}

/** An address without passwords and tokens; the copy has none either. */
export function Address({ uri, what }: Props) {
  const shown = withoutSecrets(uri)
  return (
    <>
      <code>{shown}</code> <CopyButton text={shown} what={shown === uri ? what : `${what} without its secrets`} />
    </>
  )
}
