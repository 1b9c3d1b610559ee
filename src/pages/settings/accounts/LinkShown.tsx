import { baseUrl } from '../../../base-url.ts'
import { SecretDialog } from './SecretDialog.tsx'

type Props = { title: string; name: string; secret: string; onClose: () => void }

/** Shows a one-time link for somebody's password. */
export const LinkShown = ({ title, name, secret, onClose }: Props) => (
  <SecretDialog title={title} what="link" secret={`${baseUrl}welcome#${secret}`} onClose={onClose}>
    Send this link to <bdi>{name}</bdi>. It can be used once within 7 days, and is not shown again.
  </SecretDialog>
)
