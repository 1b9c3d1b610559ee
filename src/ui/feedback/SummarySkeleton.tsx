import Skeleton from '@mui/material/Skeleton'
import { Fact } from '../layout/Facts.tsx'
import { Summary } from '../layout/Summary.tsx'

/** The shape of a summary: which facts it is going to tell. */
export function SummarySkeleton({ names }: { names: readonly string[] }) {
  return (
    <Summary>
      {names.map((name) => (
        <Fact key={name} name={name}>
          <Skeleton width={72} />
        </Fact>
      ))}
    </Summary>
  )
}
