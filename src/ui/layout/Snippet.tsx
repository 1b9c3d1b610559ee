import { CopyButton } from '../controls/CopyButton.tsx'

type Props = {
  code: string
  /** What the copy button copies: “snippet”. */
  what: string
}

/** Code to copy. */
export const Snippet = ({ code, what }: Props) => (
  <div className="snippet">
    {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long lines must scroll by keyboard too */}
    <pre tabIndex={0}>
      <code>{code}</code>
    </pre>
    <div>
      <CopyButton text={code} what={what} />
    </div>
  </div>
)
