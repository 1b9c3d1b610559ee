import { Link as RouterLink } from 'react-router'
import type { OpenRequest } from '#contract/review-paths.ts'
import { StageChip } from '../../domain/StageChip.tsx'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/table/table-columns.ts'
import { firstLine } from '../../ui/text/first-line.ts'
import { Time } from '../../ui/text/Time.tsx'

export const requestColumns: readonly Column<OpenRequest>[] = [
  {
    id: 'version',
    header: 'Version',
    width: 240,
    pinned: true,
    cell: ({ name, version }) => (
      <RouterLink to={paths.version({ name, version })} title={`${name} version ${version}`}>
        <bdi>{name}</bdi> version {version}
      </RouterLink>
    ),
  },
  { id: 'from', header: 'From', width: 112, cell: ({ from_stage = 'None' }) => <StageChip stage={from_stage} /> },
  { id: 'to', header: 'To', width: 112, cell: ({ to_stage = 'None' }) => <StageChip stage={to_stage} /> },
  { id: 'by', header: 'Requested by', width: 140, cell: ({ user_id }) => <bdi title={user_id}>{user_id}</bdi> },
  { id: 'at', header: 'Requested', width: 124, cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} /> },
  {
    id: 'comment',
    header: 'Comment',
    width: 280,
    grows: true,
    cell: ({ comment = '' }) => <bdi title={comment}>{firstLine(comment) || '–'}</bdi>,
  },
]
