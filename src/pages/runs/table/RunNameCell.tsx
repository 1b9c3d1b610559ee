import { ChevronDown, ChevronRight, CornerDownRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import { paths } from '../../../paths.ts'
import { shortId } from '../../../ui/text/short-id.ts'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import type { RunRow } from './run-tree.ts'
import { useRunsTable } from './runs-table.ts'
import { WholeLink } from '../../../ui/text/Whole.tsx'

/** A run's name, indented by its depth in the family. */
export function RunNameCell({ row: { run, depth, childCount, isOpen } }: { row: RunRow }) {
  const table = useRunsTable()
  const { run_id, run_name, lifecycle_stage } = run.info
  const name = run_name || shortId(run_id)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <span className="run-name" style={depth === 0 ? undefined : ({ '--depth': depth } as CSSProperties)}>
      {childCount > 0 && (
        <button
          type="button"
          data-screen=""
          aria-expanded={isOpen}
          aria-label={`${childCount === 1 ? '1 child run' : `${childCount} child runs`} of ${name}`}
          onClick={() => table.toggle(run_id)}
        >
          <Chevron size={14} aria-hidden />
        </button>
      )}
      {table.isTree && childCount === 0 && <span className="no-children" />}
      {!table.isTree && factsOf(run).parent && (
        <span className="dim" title={`Child of run ${factsOf(run).parent}`}>
          <CornerDownRight size={13} aria-label="Child run" />
        </span>
      )}
      <WholeLink
        className="row-name"
        text={name}
        what="Run name"
        to={paths.run(run_id)}
        hint={run_name || run_id}
        width={WIDTH - depth * 16}
      />
      {lifecycle_stage === 'deleted' && <span className="dim">deleted</span>}
    </span>
  )
}

/** Pixels of the name of a run with children. */
const WIDTH = 164
