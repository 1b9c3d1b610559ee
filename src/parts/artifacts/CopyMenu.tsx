import Button from '@mui/material/Button'
import ListItemText from '@mui/material/ListItemText'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../../ui/copy-text.ts'
import { toast } from '../../ui/toast.ts'

type Props = { path: string; uri: string; full: string }

/** The ways to name what is selected, each one click from the clipboard. */
export function CopyMenu({ path, uri, full }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const ways = [
    { what: 'path', text: path },
    { what: `${scheme(uri)} URI`, text: uri },
    { what: 'full URI', text: full },
  ].filter(({ text }) => text !== '')

  async function copy(what: string, text: string) {
    setAnchor(null)
    try {
      await copyText(text)
      toast({ text: `Copied the ${what}: ${text}` })
    } catch (error) {
      toast({ text: `Not copied: ${error instanceof Error ? error.message : String(error)}`, tone: 'error' })
    }
  }

  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ChevronDown size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Copy
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {ways.map(({ what, text }) => (
          <MenuItem key={what} onClick={() => void copy(what, text)} sx={{ maxWidth: 420 }}>
            <ListItemText
              primary={`Copy ${what}`}
              secondary={<code>{text}</code>}
              slotProps={{ secondary: { noWrap: true } }}
            />
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}

/** `runs:/…` → `runs:/`. */
const scheme = (uri: string) => uri.slice(0, uri.indexOf('/') + 1)
