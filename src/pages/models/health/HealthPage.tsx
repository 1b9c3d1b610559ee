import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisteredModel } from '#contract/models.ts'
import { modelQueries } from '../../../api/models.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { modelFindings } from '../../../domain/health/findings.ts'
import { STALE_DAYS } from '../../../domain/health/model-faults.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Choice } from '../../../ui/forms/Choice.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { FindingList, InOrder } from './FindingList.tsx'
import { useFileFindings } from './use-file-findings.ts'
import { formatCount } from '../../../ui/text/format-count.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'

const USUAL = String(STALE_DAYS)
const days = ['30', '90', USUAL, '365']

/** What this page asks first (routes.tsx). */
export const asks = (client: QueryClient) => [client.query(modelQueries.all({ filter: '' }))]

/** What needs care in the registry: each kind with its models and what to do. */
export function HealthPage() {
  const { data: models, error, refetch } = useQuery(modelQueries.all({ filter: '' }))
  return (
    <Page title="Registry health">
      {error && !models && (
        <ErrorNotice title="The models could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !models && <LoadingRows count={8} />}
      {models?.length === 0 && (
        <EmptyState title="No models yet">Problems with registered models appear here.</EmptyState>
      )}
      {error && models && (
        <ErrorNotice
          title="The models could not be reloaded. This may be out of date."
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      {models && models.length > 0 && <Health models={models} />}
    </Page>
  )
}

function Health({ models }: { models: readonly RegisteredModel[] }) {
  const [params, setParams] = useUrlParams()
  const [now] = useState(Date.now)
  const files = useFileFindings(models)
  const stale = days.find((choice) => choice === params.get('stale')) ?? USUAL
  const hasStages = serverInfo.capabilities.stages
  const ofModels = modelFindings(models, { now, staleDays: Number(stale), hasStages })
  const all = [...files.findings, ...ofModels]
  // What is still being checked is not said to be in order.
  const good = (files.checked === files.count ? all : ofModels).filter(({ found }) => found.length === 0)
  return (
    <div className="sections">
      <Stack direction="row" sx={{ gap: 4, flexWrap: 'wrap', alignItems: 'center' }}>
        <Choice
          label="Stale after"
          value={stale}
          options={days.map((choice) => [choice, `${choice} days`])}
          onChoose={(choice) => setParams((before) => withParam(before, 'stale', choice === USUAL ? '' : choice))}
        />
        <Typography color="textSecondary" role="status">
          {formatCount(models.length)} {models.length === 1 ? 'model' : 'models'}
          {files.count > 0 && `, ${formatCount(files.checked)} of ${formatCount(files.count)} newest versions checked`}
        </Typography>
        {files.more && <Button onClick={files.more}>Check more</Button>}
      </Stack>
      {files.error && (
        <ErrorNotice title="Not all versions could be checked" error={files.error} onRetry={files.retry} />
      )}
      {all
        .filter(({ found }) => found.length > 0)
        .map((findings) => (
          <FindingList
            key={findings.title}
            findings={findings}
            actions={
              findings.isPassing && (
                <WriteButton onClick={files.again} pending={files.isFetching}>
                  Retry
                </WriteButton>
              )
            }
          />
        ))}
      <InOrder texts={good.flatMap(({ good: text }) => text ?? [])} />
    </div>
  )
}
