import Link from '@mui/material/Link'
import Skeleton from '@mui/material/Skeleton'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { experimentQueries } from '../api/experiments.ts'
import { paths } from '../paths.ts'

/** Links to the runs of an experiment by its name, or by its id where the name cannot be loaded. */
export function ExperimentLink({ id }: { id: string }) {
  const { data, isPending } = useQuery(experimentQueries.detail(id))
  if (isPending) return <Skeleton width={72} />
  return (
    <Link component={RouterLink} to={paths.runs([id])}>
      <bdi>{data?.name ?? id}</bdi>
    </Link>
  )
}
