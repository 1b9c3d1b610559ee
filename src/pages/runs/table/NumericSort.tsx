import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useEffect } from 'react'
import type { Run } from '#contract/runs.ts'
import { isKeyColumn, partsOf, valueOf } from '../../../domain/runs/run-keys.ts'
import { areNumbers } from '../../../ui/table/numeric-text.ts'
import { useUrlParams, withParam } from '../../../url-params.ts'
import type { useRuns } from './use-runs.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

/** Pages that are loaded to sort here. */
const MOST_PAGES = 50

/** Whether params or tags that are numbers are sorted as numbers. Servers sort them as text, 10 before 9, so it is done here over all runs. */
export function useNumericSort(sortedBy: string, { paged, loaded = [] }: ReturnType<typeof useRuns>) {
  const [params] = useUrlParams()
  const isOn = params.get('as') === 'numbers' && isText(sortedBy)
  const pages = paged.data?.pages.length ?? 0
  const { hasNextPage, isFetching, isError, fetchNextPage } = paged
  const isLoading = isOn && hasNextPage && !isError && pages < MOST_PAGES
  useEffect(() => {
    if (isLoading && !isFetching) void fetchNextPage()
  }, [isLoading, isFetching, fetchNextPage])
  return { isOn, isLoading, isOffered: isOn || isNumeric(sortedBy, loaded), isCut: isOn && hasNextPage }
}

const isText = (id: string) => isKeyColumn(id) && partsOf(id).group !== 'metrics'

function isNumeric(id: string, runs: readonly Run[]): boolean {
  if (!isKeyColumn(id) || !isText(id)) return false
  return areNumbers(runs.map((run) => valueOf(run, id)?.toString()))
}

type Props = { sortedBy: string; sort: ReturnType<typeof useNumericSort>; count: number }

/** Says how a column of numeric text is sorted, and offers the other way. */
export function NumericSort({ sortedBy, sort: { isOn, isLoading, isOffered, isCut }, count }: Props) {
  const [, setParams] = useUrlParams()
  if (!isOffered || !isKeyColumn(sortedBy)) return null
  const said = isLoading
    ? `Loading all runs to sort ${partsOf(sortedBy).key} as numbers: ${formatCount(count)} so far.`
    : `${partsOf(sortedBy).key} is sorted as ${isOn ? 'numbers' : 'text'}${isCut ? `, over the first ${formatCount(count)} runs` : ''}.`
  return (
    <Typography variant="body2" color="textSecondary" role="status">
      {said}{' '}
      <Button
        variant="text"
        onClick={() => setParams((before) => withParam(before, 'as', isOn ? '' : 'numbers'), { replace: true })}
      >
        {isOn ? 'Sort as text' : 'Sort as numbers'}
      </Button>
    </Typography>
  )
}
