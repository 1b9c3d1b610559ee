import Skeleton from '@mui/material/Skeleton'
import { Columns } from '../../ui/Columns.tsx'
import { Fact } from '../../ui/Facts.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Summary } from '../../ui/Summary.tsx'

/** The shape of what stands above the tabs. */
export function SummarySkeleton() {
  return (
    <Summary>
      {['Status', 'Started', 'Duration', 'User', 'Experiment'].map((name) => (
        <Fact key={name} name={name}>
          <Skeleton width={72} />
        </Fact>
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
