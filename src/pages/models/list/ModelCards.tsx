import type { RegisteredModel } from '#contract/models.ts'
import { CardList } from '../../../ui/table/CardList.tsx'
import type { Paged } from '../../../ui/table/DataTable.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { ModelCard } from './ModelCard.tsx'

type Props = {
  /** Undefined while the first page loads. */
  models: readonly RegisteredModel[] | undefined
  paged: Paged | undefined
  stale: boolean
}

/** The list on a phone: a card for each model. */
export function ModelCards({ models, paged, stale }: Props) {
  if (!models) return <LoadingRows count={8} />
  return (
    <CardList
      label="Registered models"
      groups={[{ items: models }]}
      id={({ name }) => name}
      render={(model) => <ModelCard model={model} level="h2" />}
      minWidth={280}
      {...(paged && { paged })}
      stale={stale}
    />
  )
}
