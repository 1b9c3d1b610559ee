import Skeleton from '@mui/material/Skeleton'
import { Fact } from '../layout/Facts.tsx'
import { Summary } from '../layout/Summary.tsx'

/** Placeholder for a summary with these facts. */
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
