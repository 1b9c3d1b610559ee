import ListItemText from '@mui/material/ListItemText'
import MenuItem from '@mui/material/MenuItem'
import { copyText } from '../../ui/controls/copy-text.ts'
import { MenuButton } from '../../ui/controls/MenuButton.tsx'
import { toast } from '../../ui/feedback/toast.ts'

type Props = { path: string; uri: string; full: string }

/** Copies the selection's path or URI. */
export function CopyMenu({ path, uri, full }: Props) {
  const ways = [
    { what: 'path', text: path },
    { what: `${scheme(uri)} URI`, text: uri },
    { what: 'full URI', text: full },
  ].filter(({ text }) => text !== '')

  return (
    <MenuButton label="Copy">
      {(close) =>
        ways.map(({ what, text }) => (
          <MenuItem
            key={what}
            onClick={() => {
              close()
              void copy(what, text)
            }}
            sx={{ maxWidth: 420 }}
          >
            <ListItemText
              primary={`Copy ${what}`}
              secondary={<code>{text}</code>}
              slotProps={{ secondary: { noWrap: true } }}
            />
          </MenuItem>
        ))
      }
    </MenuButton>
  )
}

async function copy(what: string, text: string) {
  if (await copyText(text)) toast({ text: `Copied the ${what}: ${text}` })
}

/** `runs:/…` → `runs:/`. */
const scheme = (uri: string) => uri.slice(0, uri.indexOf('/') + 1)
