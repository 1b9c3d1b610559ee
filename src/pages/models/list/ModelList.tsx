import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { seenTags } from '#contract/filter/filter-key.ts'
import { knownModels } from '../../../api/models.ts'
import { MeantSearch } from '../../../parts/search/MeantSearch.tsx'
import { sortingOf, useUrlParams, withParam, withSorting } from '../../../url-params.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { modelColumns, serverOrder } from './model-columns.tsx'
import { ModelsTable } from './models-table.ts'
import { useModels } from './use-models.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const NoModels = onDemand(async () => (await import('./NoModels.tsx')).NoModels)
const DeleteModelDialog = onDemand(async () => (await import('../DeleteModelDialog.tsx')).DeleteModelDialog)

const byName = [{ id: 'name', desc: false }]

/** The matching models, page by page in a server order, otherwise all of them, sorted here. */
export function ModelList({ text }: { text: string }) {
  const [params, setParams] = useUrlParams()
  const [deleting, setDeleting] = useState<string>()
  const client = useQueryClient()
  const sorting = sortingOf(params, byName)
  const { models, paged, isStale, error, retry, needsAll, isLoadingAll, question } = useModels(
    text,
    params,
    serverOrder(sorting[0]),
  )

  if (error) return <ErrorNotice title="The models could not be loaded" error={error} onRetry={retry} />
  if (models?.length === 0 && !isStale) {
    if (!text && !needsAll)
      return (
        <Suspense fallback={null}>
          <NoModels />
        </Suspense>
      )
    return (
      <EmptyState title={text ? `No models match “${text}”` : 'No models match these filters'}>
        <Typography gutterBottom>
          <MeantSearch
            grammar="models"
            text={text}
            seen={() => seenTags(knownModels(client))}
            onSearch={(q) => setParams((before) => withParam(before, 'q', q))}
          />
        </Typography>
        <Button onClick={() => setParams(() => new URLSearchParams())}>Show all models</Button>
      </EmptyState>
    )
  }
  return (
    <ModelsTable value={{ remove: setDeleting }}>
      <Box>
        <DataTable
          label="Registered models"
          columns={modelColumns}
          rows={models}
          rowId={(model) => model.name}
          sorting={sorting}
          onSort={(next) => setParams((before) => withSorting(before, next), { replace: true })}
          sortsHere={needsAll}
          {...(paged && { paged })}
          scrollKey={question}
          stale={isStale}
        />
        <Typography variant="caption" color="textSecondary" component="p" role="status" sx={{ mt: 2 }}>
          {counted(models?.length, paged?.hasNextPage ?? false)}
          {isLoadingAll && 'Loading all models…'}
        </Typography>
      </Box>
      {deleting !== undefined && (
        <Suspense fallback={null}>
          <DeleteModelDialog name={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </ModelsTable>
  )
}

function counted(count: number | undefined, hasMore: boolean): string {
  if (count === undefined) return ''
  if (hasMore) return `${count} models loaded. Scroll for more.`
  return count === 1 ? '1 model.' : `${count} models.`
}
