import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { Link as RouterLink } from 'react-router'
import type { Output } from '#contract/endpoints.ts'
import type { DifferingFile } from '#contract/find/which.ts'
import { paths } from '../../paths.ts'
import { versionRows } from '../VersionLinks.tsx'
import { StageChip } from '../StageChip.tsx'
import { useFew } from '../../ui/layout/use-few.tsx'
import { formatCount } from '../../ui/text/format-count.ts'

type Which = Output<'whichVersions'>

/** A file that never changes is in every version. */
const FEW = 50

/** The versions that hold exactly the same bytes, those that are like them with the files that differ, and what is not known. */
export function SameVersions({ answer, isFile = false }: { answer: Which; isFile?: boolean }) {
  const { exact, near, unread, late = 0, unread_models: models = 0 } = answer
  const { shown, button } = useFew(exact, FEW)
  const what = isFile ? 'this file' : 'these files'
  return (
    <Stack spacing={4}>
      <div>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {exact.length === 0 && `No version ${isFile ? 'has' : 'has exactly'} ${what}.`}
          {exact.length === 1 && `One version has exactly ${what}:`}
          {exact.length > 1 && `${formatCount(exact.length)} versions have exactly ${what}:`}
        </Typography>
        {exact.length > 0 && (
          <Box component="ul" aria-label="Exactly the same" sx={list}>
            {shown.map((version) => (
              <li key={`${version.name}/${version.version}`}>
                <VersionLine version={version} />
                {version.path && <code>{version.path}</code>}
              </li>
            ))}
          </Box>
        )}
        {button}
      </div>
      {near.length > 0 && (
        <div>
          <Typography variant="body2" sx={{ fontWeight: 500 }}>
            {exact.length === 0 ? 'Most similar:' : 'Also similar:'}
          </Typography>
          <Box component="ul" aria-label="Alike" sx={list}>
            {near.map(({ differing, of, files, ...version }) => (
              <Box component="li" key={`${version.name}/${version.version}`} sx={{ mt: 2 }}>
                <VersionLine version={version} />
                <span>
                  differs in {differing} of {of} {of === 1 ? 'file' : 'files'}
                </span>
                <Differing files={files} more={differing - files.length} />
              </Box>
            ))}
          </Box>
        </div>
      )}
      {(unread > 0 || late > 0 || models > 0) && (
        <Typography variant="caption" color="textSecondary">
          {models > 0 &&
            `Not compared: ${models === 1 ? 'one model' : `${formatCount(models)} models`} of this run, whose files could not be read, or not in time. `}
          {unread > 0 && `Not compared: ${countOf(unread)} whose files this server cannot read. `}
          {late > 0 && `Not compared: ${countOf(late)}, because reading the files took too long.`}
        </Typography>
      )}
    </Stack>
  )
}

const countOf = (count: number) => (count === 1 ? 'one version' : `${formatCount(count)} versions`)

function VersionLine({ version }: { version: Which['exact'][number] }) {
  return (
    <>
      <Link component={RouterLink} to={paths.version(version)} sx={{ overflowWrap: 'anywhere', minWidth: 0, py: 0.75 }}>
        <bdi>{version.name}</bdi> <span style={{ whiteSpace: 'nowrap' }}>version {version.version}</span>
      </Link>
      <StageChip stage={version.current_stage} />
    </>
  )
}

const hows = { changed: 'other content', 'only-version': 'only in the version', 'only-asked': 'not in the version' }

function Differing({ files, more }: { files: readonly DifferingFile[]; more: number }) {
  return (
    <Box component="ul" aria-label="Differing files" sx={{ ...list, flexBasis: '100%', typography: 'caption' }}>
      {files.map(({ path, how }) => (
        <li key={path}>
          <code>{path}</code> <span>{hows[how]}</span>
        </li>
      ))}
      {more > 0 && <li>and {formatCount(more)} more</li>}
    </Box>
  )
}

const list = {
  ...versionRows,
  '& ul': { pl: 4 },
  '& ul li': { minHeight: 22, color: 'text.secondary' },
  '& code': { overflowWrap: 'anywhere' },
} as const
