import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { VersionId } from '#contract/versions.ts'
import { readyMark, type ReadyMark } from '../../api/search/ready-mark.ts'
import { readyQuery } from '../../api/search/ready.ts'
import { PolicyStatus } from '../../parts/policy/PolicyStatus.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/table-columns.ts'
import { useUrlParams, withParam } from '../../url-params.ts'
import { versionColumn, versionName } from './version-column.tsx'

const USUAL = 'validation = passed'

/** Versions of all models that carry a chosen mark and are not in Production yet, with what the policy still misses. */
export function ReadyVersions() {
  const [params, setParams] = useUrlParams()
  const text = params.get('ready') ?? USUAL
  const mark = readyMark(text)
  return (
    <Section title="Ready for Production">
      <Stack spacing={3} sx={{ mt: 2 }}>
        <TextField
          label="Marked by"
          value={text}
          error={!mark}
          helperText={
            mark ? 'A tag of the version, or an alias: @candidate' : 'Enter key = value, or an alias: @candidate'
          }
          onChange={(event) =>
            setParams((before) => withParam(before, 'ready', event.target.value || ' '), { replace: true })
          }
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
          sx={{ maxWidth: 360 }}
        />
        {mark && <Marked mark={mark} />}
      </Stack>
    </Section>
  )
}

function Marked({ mark }: { mark: ReadyMark }) {
  const { data: versions, error, refetch } = useQuery(readyQuery(mark))
  if (error && !versions)
    return <ErrorNotice title="The versions could not be loaded" error={error} onRetry={() => void refetch()} />
  if (versions?.length === 0)
    return <Typography color="textSecondary">No version outside Production has this tag or alias.</Typography>
  return (
    <DataTable
      label="Ready for Production"
      columns={columns}
      rows={versions}
      rowId={({ name }) => name}
      rowName={versionName}
    />
  )
}

const columns: readonly Column<VersionId>[] = [
  versionColumn,
  {
    id: 'policy',
    header: 'Policy for Production',
    width: 360,
    grows: true,
    cell: ({ name, version }) => <PolicyStatus move={{ name, version, stage: 'Production' }} />,
  },
]
