import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { modelQueries } from '../../api/models.ts'
import { readSearch } from '../../grammar-search.ts'
import { sortingOf, withSorting } from '../../url-params.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { modelColumns, serverOrder } from './model-columns.tsx'
import { NoModels } from './NoModels.tsx'
import { DeleteRequest } from './delete-request.ts'

const DeleteModelDialog = lazy(async () => ({ default: (await import('./DeleteModelDialog.tsx')).DeleteModelDialog }))

const byName = [{ id: 'name', desc: false }]

/** The models that match, page by page in the server's orders, else all of them sorted here. */
export function ModelList({ text }: { text: string }) {
  const [params, setParams] = useSearchParams()
  const [deleting, setDeleting] = useState<string>()
  const sorting = sortingOf(params, byName)
  const { filter } = readSearch('models', text)
  const order = serverOrder(sorting[0])
  const pages = useInfiniteQuery({
    ...modelQueries.pages({ filter, order: order ?? '' }),
    enabled: order !== undefined,
    placeholderData: keepPreviousData,
    // Somebody who follows the first steps sees the model arrive.
    refetchInterval: ({ state }) => (!filter && state.data?.pages[0]?.models.length === 0 ? 5000 : false),
  })
  const all = useQuery({
    ...modelQueries.all({ filter }),
    enabled: order === undefined,
    placeholderData: keepPreviousData,
  })
  const asked = order === undefined ? all : pages
  const models: readonly RegisteredModel[] | undefined =
    order === undefined ? all.data : pages.data?.pages.flatMap((page) => page.models)

  if (asked.isError && !models)
    return (
      <ErrorNotice title="The models could not be loaded" error={asked.error} onRetry={() => void asked.refetch()} />
    )
  if (models?.length === 0 && !asked.isPlaceholderData) {
    if (!text) return <NoModels />
    return (
      <EmptyState title="No model matches this search">
        <Button onClick={() => setParams({})}>Show all models</Button>
      </EmptyState>
    )
  }
  return (
    <DeleteRequest value={setDeleting}>
      <Box>
        <DataTable
          label="Registered models"
          columns={modelColumns}
          rows={models}
          rowId={(model) => model.name}
          sorting={sorting}
          onSort={(next) => setParams(withSorting(params, next), { replace: true })}
          sortsHere={order === undefined}
          {...(order !== undefined && { paged: pages })}
          scrollKey={`${filter} ${params.get('sort')}`}
          stale={asked.isPlaceholderData}
        />
        <Typography variant="caption" color="textSecondary" component="p" role="status" sx={{ mt: 2 }}>
          {counted(models?.length, order !== undefined && pages.hasNextPage)}
          {order === undefined &&
            (all.isFetching && !all.data
              ? ' The server cannot sort by this column: all models are being loaded to sort them here.'
              : ' Sorted in the browser over all of them: the server cannot sort by this column.')}
        </Typography>
      </Box>
      {deleting !== undefined && (
        <Suspense fallback={null}>
          <DeleteModelDialog name={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </DeleteRequest>
  )
}

function counted(count: number | undefined, hasMore: boolean): string {
  if (count === undefined) return ''
  if (hasMore) return `${count} models so far; more come as you scroll.`
  return count === 1 ? '1 model.' : `${count} models.`
}
