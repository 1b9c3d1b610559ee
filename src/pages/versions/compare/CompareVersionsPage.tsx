import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { X } from 'lucide-react'
import { Link as RouterLink } from 'react-router'
import type { VersionId } from '#contract/versions.ts'
import { MOST_VERSIONS, versionsIn, versionText } from '../../../domain/compare/compare-view.ts'
import { type ComparedRow, comparedRows, type ComparedThing, orderBy } from '../../../domain/compare/compared.ts'
import { paths } from '../../../paths.ts'
import { containsText } from '../../../text/contains-text.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Choice } from '../../../ui/forms/Choice.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { FilterChip } from '../../../ui/search/FilterChip.tsx'
import { sortingOf, useUrlParams, withParam, withSorting } from '../../../url-params.ts'
import { UnreadParts } from '../changes/UnreadParts.tsx'
import { AddVersion } from './AddVersion.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { CompareTable } from './CompareTable.tsx'
import { useComparedVersions } from './use-compared-versions.ts'

/** Versions of one or several models side by side; all that is chosen is in the URL. */
export function CompareVersionsPage() {
  const [params, setParams] = useUrlParams()
  const ids = versionsIn(params)
  const change = (next: (before: URLSearchParams) => URLSearchParams) =>
    setParams(next, { replace: true, preventScrollReset: true })
  const show = (wanted: readonly VersionId[]) =>
    change((before) => {
      const next = new URLSearchParams(before)
      next.delete('version')
      for (const id of wanted) next.append('version', versionText(id))
      return next
    })
  return (
    <Page title="Compare versions">
      <Stack data-screen="" direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 3, mb: 4 }}>
        {ids.length < MOST_VERSIONS && <AddVersion chosen={ids} onAdd={(id) => show([...ids, id])} />}
      </Stack>
      {ids.length < 2 && (
        <EmptyState title={ids.length === 0 ? 'No versions chosen' : 'Only one version chosen'}>
          Add versions above, or select them on a model’s page.
        </EmptyState>
      )}
      {ids.length >= 2 && <Comparison ids={ids} params={params} onChange={change} onShow={show} />}
    </Page>
  )
}

type Props = {
  ids: readonly VersionId[]
  params: URLSearchParams
  onChange: (next: (before: URLSearchParams) => URLSearchParams) => void
  onShow: (ids: readonly VersionId[]) => void
}

function Comparison({ ids, params, onChange, onShow }: Props) {
  const things = useComparedVersions(ids)
  const all = comparedRows(things)
  const onlyDifferences = params.get('show') !== 'all'
  const filter = params.get('q') ?? ''
  const rows = all.filter(({ isSame, key }) => (!onlyDifferences || !isSame) && containsText(key, filter.trim()))
  const [sort] = sortingOf(params)
  const sorted = sort && all.find(({ id }) => id === sort.id)
  const order = sorted ? orderBy(sorted, sort.desc) : ids.map((_, index) => index)
  const base = params.get('base') ?? ''
  const baseline = things.findIndex(({ id }) => id === base)
  const columns = order.map((index) => ({ id: things[index]?.id ?? '', index, header: header(index) }))
  const isReading = things.some(({ parts }) => Object.values(parts).some(({ state }) => state === 'pending'))
  function header(index: number) {
    const id = ids[index] ?? { name: '', version: '' }
    return <ColumnHeader id={id} onRemove={() => onShow(ids.filter((_, other) => other !== index))} />
  }
  const again = (id: string) =>
    onChange((before) =>
      withSorting(before, sort?.id !== id ? [{ id, desc: false }] : sort.desc ? [] : [{ id, desc: true }]),
    )
  return (
    <>
      <Stack data-screen="" direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 3, mb: 3 }}>
        <Choice
          label="Baseline"
          value={baseline < 0 ? '' : base}
          options={[['', 'None'], ...ids.map((id) => [versionText(id), `${id.name} version ${id.version}`] as const)]}
          onChoose={(next) => onChange((before) => withParam(before, 'base', next))}
          sx={{ width: 220 }}
        />
        <FilterChip
          pressed={onlyDifferences}
          onChange={(only) => onChange((before) => withParam(before, 'show', only ? '' : 'all'))}
        >
          Only differences
        </FilterChip>
        <TextField
          placeholder="Filter by name"
          value={filter}
          onChange={(event) => onChange((before) => withParam(before, 'q', event.target.value))}
          slotProps={{ htmlInput: { 'aria-label': 'Filter values by name', spellCheck: false } }}
          sx={{ width: 200 }}
        />
        <ExportButtons disabled={isReading} rows={() => exported(things, rows, order)} />
      </Stack>
      <UnreadParts parts={things.flatMap(({ parts }) => Object.values(parts))} />
      <Typography variant="body2" color="textSecondary" role="status" sx={{ mb: 2 }}>
        {isReading ? 'Reading…' : words(rows.length, all.length)}
      </Typography>
      {rows.length > 0 && (
        <CompareTable
          rows={rows}
          columns={columns}
          baseline={baseline < 0 ? undefined : baseline}
          sort={sorted && sort}
          onSort={again}
        />
      )}
    </>
  )
}

const words = (shown: number, all: number) => (shown === all ? `${all} values` : `${shown} of ${all} values shown`)

/** The values that are shown, as they are in the table. */
const exported = (things: readonly ComparedThing[], rows: readonly ComparedRow[], order: readonly number[]) => [
  ['group', 'name', ...order.map((index) => things[index]?.id ?? '')],
  ...rows.map(({ group, name, values }) => [
    group,
    name,
    ...order.map((index) => {
      const value = values[index] ?? ''
      return typeof value === 'string' ? withoutSecrets(value) : value
    }),
  ]),
]

function ColumnHeader({ id, onRemove }: { id: VersionId; onRemove: () => void }) {
  const name = `${id.name} version ${id.version}`
  return (
    <Stack direction="row" sx={{ alignItems: 'start', gap: 1 }}>
      <Link component={RouterLink} to={paths.version(id)} sx={{ minWidth: 0 }}>
        <bdi>{id.name}</bdi> version {id.version}
      </Link>
      <span data-screen="">
        <IconButton label={`Remove ${name}`} hint="Remove" onClick={onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      </span>
    </Stack>
  )
}
