import Link from '@mui/material/Link'
import Skeleton from '@mui/material/Skeleton'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { runQueries } from '../api/runs.ts'
import { paths } from '../paths.ts'
import { Id } from '../ui/text/Id.tsx'

/** Links to a run by its name, or by its id where it has no name or cannot be loaded; `what` names that id. */
export function RunLink({ id, what = 'run ID' }: { id: string; what?: string }) {
  const { data, isPending } = useQuery(runQueries.detail(id))
  if (isPending) return <Skeleton width={72} />
  const name = data?.info.run_name
  if (!name) return <Id value={id} what={what} to={paths.run(id)} />
  return (
    <Link component={RouterLink} to={paths.run(id)} title={`${name} (${id})`}>
      <bdi>{name}</bdi>
    </Link>
  )
}
