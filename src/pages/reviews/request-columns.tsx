import { Check, X } from 'lucide-react'
import { Link as RouterLink } from 'react-router'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { OpenRequest } from '#contract/review-paths.ts'
import { moveOf } from '../../api/policy.ts'
import { StageChip } from '../../domain/StageChip.tsx'
import { PolicyStatus } from '../../parts/policy/PolicyStatus.tsx'
import { paths } from '../../paths.ts'
import { IconButton } from '../../ui/controls/IconButton.tsx'
import type { Column } from '../../ui/table/table-columns.ts'
import { FirstLine } from '../../ui/text/FirstLine.tsx'
import { Time } from '../../ui/text/Time.tsx'
import { Whole } from '../../ui/text/Whole.tsx'
import { versionColumn, versionName } from './version-column.tsx'

export type Decide = (request: OpenRequest, kind: 'approve' | 'reject') => void

export const requestColumns: readonly Column<OpenRequest>[] = [
  versionColumn,
  {
    id: 'changes',
    header: 'Changes',
    width: 88,
    cell: ({ name, version }) => <RouterLink to={paths.versionChanges({ name, version })}>Changes</RouterLink>,
  },
  {
    id: 'from',
    header: 'From',
    width: 104,
    cell: ({ from_stage = 'None', to_stage = 'None' }) =>
      isAliasTarget(to_stage) ? '–' : <StageChip stage={from_stage} />,
  },
  {
    id: 'to',
    header: 'To',
    width: 104,
    cell: ({ to_stage = 'None' }) =>
      isAliasTarget(to_stage) ? <Whole text={to_stage} what="Alias" width={104} /> : <StageChip stage={to_stage} />,
  },
  {
    id: 'by',
    header: 'Requested by',
    width: 128,
    cell: ({ user_id }) => <Whole text={user_id} what="Requested by" width={128} />,
  },
  { id: 'at', header: 'Requested', width: 112, cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} /> },
  {
    id: 'policy',
    header: 'Policy',
    width: 220,
    cell: (request) => <PolicyStatus move={moveOf(request)} />,
  },
  {
    id: 'comment',
    header: 'Comment',
    width: 220,
    grows: true,
    cell: ({ comment }) => <FirstLine of={comment} what="Comment" width={220} />,
  },
]

/** The last column: what one can do about a request. */
export const actionsColumn = (onDecide: Decide): Column<OpenRequest> => ({
  id: 'actions',
  header: '',
  width: 76,
  pinned: 'end',
  isControls: true,
  cell: (request) =>
    request.may_decide !== false && (
      <>
        <IconButton
          label={`Approve: ${versionName(request)} to ${request.to_stage}`}
          hint="Approve…"
          onClick={() => onDecide(request, 'approve')}
        >
          <Check size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={`Reject: ${versionName(request)} to ${request.to_stage}`}
          hint="Reject…"
          onClick={() => onDecide(request, 'reject')}
        >
          <X size={16} aria-hidden />
        </IconButton>
      </>
    ),
})
