import type { Experiment } from '#contract/experiments.ts'
import { NOTE_TAG, ownTags, tagValue } from '#contract/tags.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/table/table-columns.ts'
import { FirstLine } from '../../ui/text/FirstLine.tsx'
import { Whole, WholeLink } from '../../ui/text/Whole.tsx'
import { TagCell } from '../../domain/tags/TagCell.tsx'
import { Time } from '../../ui/text/Time.tsx'
import { useQuery } from '@tanstack/react-query'
import { lastRunQueries } from '../../api/last-runs.ts'
import { Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useMay } from '../../api/access/access.ts'
import { useRestoreExperiment } from '../../api/experiments.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { useExperimentsTable } from './experiments-table.ts'
import { IconButton } from '../../ui/controls/IconButton.tsx'
import { handOver } from '../../ui/forms/hand-over.ts'

// `sortBy` makes a column sortable; the server sorts.
export const experimentColumns: readonly Column<Experiment>[] = [
  {
    id: 'name',
    header: 'Name',
    pinned: true,
    width: 240,
    sortBy: ({ name }) => name,
    cell: ({ experiment_id, name }) => (
      <WholeLink className="row-name" text={name} what="Experiment name" to={paths.runs([experiment_id])} width={224} />
    ),
  },
  {
    id: 'last_run',
    header: 'Last run',
    hint: 'Start of the latest run (not sortable)',
    width: 120,
    cell: ({ experiment_id }) => <LastRunCell experimentId={experiment_id} />,
  },
  {
    id: 'experiment_id',
    header: 'ID',
    width: 84,
    sortBy: ({ experiment_id }) => experiment_id,
    cell: ({ experiment_id }) => (
      <code>
        <Whole text={experiment_id} what="Experiment ID" width={84} />
      </code>
    ),
  },
  {
    id: 'note',
    header: 'Description',
    width: 220,
    cell: ({ tags }) => <FirstLine of={tagValue(tags, NOTE_TAG)} width={220} />,
  },
  { id: 'tags', header: 'Tags', width: 168, cell: ({ tags }) => <TagCell tags={ownTags(tags)} /> },
  {
    id: 'location',
    header: 'Artifact location',
    width: 220,
    cell: ({ artifact_location }) => (
      <code>
        <Whole text={artifact_location} what="Artifact location" width={220} />
      </code>
    ),
  },
  {
    id: 'last_update_time',
    header: 'Updated',
    hint: 'When it was last renamed, tagged, deleted or restored',
    width: 128,
    sortBy: ({ last_update_time }) => last_update_time,
    cell: ({ last_update_time }) => <Time ms={last_update_time} />,
  },
  {
    id: 'creation_time',
    header: 'Created',
    width: 128,
    sortBy: ({ creation_time }) => creation_time,
    cell: ({ creation_time }) => <Time ms={creation_time} />,
  },
  {
    id: 'actions',
    isControls: true,
    header: 'Actions',
    width: 88,
    pinned: 'end',
    cell: (experiment) => <ExperimentRowActions experiment={experiment} />,
  },
]

/** Start of an experiment's latest run, loaded when the row renders. */
function LastRunCell({ experimentId }: { experimentId: string }) {
  const { data, error } = useQuery(lastRunQueries.of(experimentId))
  if (error && data === undefined) return <span title={error.message}>unknown</span>
  return data === undefined ? null : <Time ms={data ?? undefined} />
}

/** Row actions: rename and delete, or restore. */
function ExperimentRowActions({ experiment }: { experiment: Experiment }) {
  const { request } = useExperimentsTable()
  const restore = useRestoreExperiment()
  const { name, experiment_id } = experiment
  const may = useMay(experiment)
  const start = async () => {
    if (restore.isPending || !(await succeeded(restore, experiment_id))) return
    toast({ text: `“${name}” restored with all its runs.` })
  }
  if (experiment.lifecycle_stage === 'deleted')
    return (
      may.manage && (
        <IconButton
          label={`Restore ${name}`}
          hint="Restore with all its runs"
          ref={handOver}
          aria-disabled={restore.isPending || undefined}
          onClick={() => void start()}
        >
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      )
    )
  return (
    <>
      {may.rename && (
        <IconButton label={`Rename ${name}`} hint="Rename" onClick={() => request({ what: 'rename', experiment })}>
          <Pencil size={14} aria-hidden />
        </IconButton>
      )}
      {may.manage && (
        <IconButton label={`Delete ${name}`} hint="Delete" onClick={() => request({ what: 'delete', experiment })}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </>
  )
}
