import Skeleton from '@mui/material/Skeleton'
import { Columns } from '../../ui/Columns.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Summary, SummaryFact } from '../../ui/Summary.tsx'

/** The shape of what stands above the tabs. */
export function SummarySkeleton() {
  return (
    <Summary>
      {['Status', 'Started', 'Duration', 'User', 'Experiment'].map((name) => (
        <SummaryFact key={name} name={name}>
          <Skeleton width={72} />
        </SummaryFact>
      ))}
    </Summary>
  )
}

export function OverviewSkeleton() {
  return (
    <Columns aside={<LoadingRows count={5} />}>
      <LoadingRows count={8} />
    </Columns>
  )
}
