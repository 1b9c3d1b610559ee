import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { VersionId } from '#contract/versions.ts'
import { isMetButForApprovals, policyQueries } from '../../api/policy.ts'
import { readyMark, type ReadyMark, USUAL_MARK } from '../../api/search/ready-mark.ts'
import { readyQuery } from '../../api/search/ready.ts'
import { PolicyStatus } from '../../parts/policy/PolicyStatus.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { FilterChip } from '../../ui/search/FilterChip.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/table-columns.ts'
import { useUrlParams, withParam } from '../../url-params.ts'
import { versionColumn, versionName } from './version-column.tsx'

/** The most versions that are checked to filter them: each takes a request. */
const MOST_CHECKED = 200

/** Versions of all models that carry a chosen mark and are not in Production yet, with what the policy still misses. */
export function ReadyVersions() {
  const [params, setParams] = useUrlParams()
  const text = params.get('ready') ?? USUAL_MARK
  const mark = readyMark(text)
  const isMet = params.get('policy') === 'met'
  const set = (key: string, value: string) => setParams((before) => withParam(before, key, value), { replace: true })
  return (
    <Section title="Ready for Production">
      <Stack spacing={3} sx={{ mt: 2 }}>
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 3, alignItems: 'start' }} data-screen="">
          <TextField
            label="Marked by"
            value={text.trim() === '' ? '' : text}
            error={!mark}
            helperText={
              mark
                ? 'A version tag, or an alias such as @candidate. Leave empty for any version'
                : 'Enter key = value, or an alias: @candidate'
            }
            onChange={(event) => set('ready', event.target.value || ' ')} // a space: emptied, not the usual one
            slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
            sx={{ width: 360 }}
          />
          <FilterChip pressed={isMet} onChange={(pressed) => set('policy', pressed ? 'met' : '')}>
            Meets the policy, apart from approvals
          </FilterChip>
        </Stack>
        {mark && <Marked mark={mark} isMet={isMet} />}
      </Stack>
    </Section>
  )
}

function Marked({ mark, isMet }: { mark: ReadyMark; isMet: boolean }) {
  const { data: versions, error, refetch } = useQuery(readyQuery(mark))
  if (error && !versions)
    return <ErrorNotice title="The versions could not be loaded" error={error} onRetry={() => void refetch()} />
  if (isMet && versions) return <Meeting versions={versions} />
  return <Versions versions={versions} />
}

/** Those of the versions that meet the policy, apart from approvals. */
function Meeting({ versions }: { versions: readonly VersionId[] }) {
  const checked = versions.slice(0, MOST_CHECKED)
  const checks = useQueries({ queries: checked.map((id) => policyQueries.check({ ...id, stage: 'Production' })) })
  if (checks.some(({ isPending }) => isPending)) return <Versions versions={undefined} />
  const failed = checks.filter(({ isError }) => isError).length
  const met = checked.filter((_, index) => {
    const check = checks[index]?.data
    return check !== undefined && isMetButForApprovals(check)
  })
  return (
    <>
      {versions.length > MOST_CHECKED && (
        <Typography color="textSecondary">
          Only the first {MOST_CHECKED} of {versions.length} versions were checked. Choose a tag to see fewer.
        </Typography>
      )}
      {failed > 0 && (
        <Typography color="error">
          {failed === 1 ? '1 version' : `${failed} versions`} could not be checked and {failed === 1 ? 'is' : 'are'}{' '}
          left out.
        </Typography>
      )}
      <Versions versions={met} />
    </>
  )
}

function Versions({ versions }: { versions: readonly VersionId[] | undefined }) {
  if (versions?.length === 0)
    return <Typography color="textSecondary">No version outside Production matches.</Typography>
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
