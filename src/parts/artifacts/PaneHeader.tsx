import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { Download } from 'lucide-react'
import prettyBytes from 'pretty-bytes'
import type { Place } from '#contract/model-uri.ts'
import { downloadUrl, readFile } from '../../api/artifacts.ts'
import { needsHeaders } from '../../api/caller/call-headers.ts'
import { RegisterModelButton } from '../RegisterModelButton.tsx'
import { downloadFolders } from './running-downloads.ts'
import { fileName, saveTarget } from './save-target.ts'
import { RegisteredVersions } from './RegisteredVersions.tsx'
import type { Node } from './tree.ts'
import { toast } from '../../ui/feedback/toast.ts'
import ListItemText from '@mui/material/ListItemText'
import MenuItem from '@mui/material/MenuItem'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { copyText } from '../../ui/controls/copy-text.ts'
import { MenuButton } from '../../ui/controls/MenuButton.tsx'

type Props = {
  node: Node
  /** The URI that clients load it by. */
  loadUri: string
  /** Its storage location, if the server tells it. */
  uri: string
  /** The content of its zip, if it is not a file. */
  folders: readonly { name: string; place: Place }[]
  registrable: boolean
}

/** The selection's path, size and actions, and at the top right its registered versions. */
export function PaneHeader({ node, loadUri, uri, folders, registrable }: Props) {
  const { path, kind, place, size } = node
  return (
    <Box sx={{ px: 4, py: 2, borderBottom: 1, borderColor: 'divider' }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 2, minHeight: 32 }}>
        <Typography variant="h2" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {path || 'All artifacts'}
        </Typography>
        <Typography variant="body2" color="textSecondary" noWrap>
          {kind === 'file' ? prettyBytes(size ?? 0) : kind === 'model' ? 'logged model' : ''}
        </Typography>
        <Box sx={actions}>
          <CopyMenu path={path} uri={loadUri} full={uri} />
          {kind === 'file' ? (
            <Button
              component="a"
              href={downloadUrl(place)}
              download={node.name}
              startIcon={<Download size={14} />}
              onClick={(event) => {
                if (!needsHeaders()) return
                event.preventDefault()
                void downloadFile(fileName(node.name), place)
              }}
            >
              Download
            </Button>
          ) : (
            <Button
              startIcon={<Download size={14} />}
              onClick={() => void downloadFolders(`${fileName(node.name || rootName(place))}.zip`, folders)}
            >
              Download as zip
            </Button>
          )}
          {registrable && <RegisterModelButton subject={place} />}
        </Box>
      </Stack>
      {registrable && <RegisteredVersions place={place} />}
    </Box>
  )
}

/** A short name for the owner of the files. */
function rootName({ owner }: Place): string {
  if ('run_id' in owner) return `run ${owner.run_id.slice(0, 8)}`
  return 'model_id' in owner ? owner.model_id.slice(0, 10) : `${owner.name} ${owner.version}`
}

/** Keep them together when the name leaves no room. */
const actions = { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 2, ml: 'auto' } as const

/** Downloads a file with the user's credentials, which a link would not carry. */
async function downloadFile(name: string, place: Place) {
  const target = await saveTarget(name)
  if (!target) return // the user cancelled
  const { signal } = new AbortController()
  try {
    const { body } = await readFile(place, signal)
    await target(body ?? new Blob().stream(), signal)
  } catch (error) {
    toast({ text: `Could not download ${name}. ${error instanceof Error ? error.message : ''}`, tone: 'error' })
  }
}

type CopyMenuProps = { path: string; uri: string; full: string }

/** Copies the selection's path or URI. */
function CopyMenu({ path, uri, full }: CopyMenuProps) {
  const ways = [
    { what: 'path', text: path },
    { what: `${scheme(uri)} URI`, text: uri },
    { what: 'full URI', text: withoutSecrets(full) },
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
              sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
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
