import type { RegisteredModel } from '#contract/models.ts'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useMemo } from 'react'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../../paths.ts'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Choice } from '../../../ui/forms/Choice.tsx'
import { CardList } from '../../../ui/table/CardList.tsx'
import type { Paged } from '../../../ui/table/DataTable.tsx'
import { ModelCard } from './ModelCard.tsx'
import { groupByOf, groupsOf, tagKeysOf } from './model-groups.ts'

type Props = {
  /** Undefined while the first page loads. */
  models: readonly RegisteredModel[] | undefined
  paged: Paged | undefined
  stale: boolean
}

/** The models as cards to read: the list on a phone, and the catalogue, by owner or by a tag. */
export function ModelCards({ models, paged, stale }: Props) {
  const [params, setParams] = useUrlParams()
  const isCatalogue = params.get('view') === 'cards'
  const param = isCatalogue ? (params.get('by') ?? '') : '' // a list on a phone loads page by page, so it has no groups
  const by = groupByOf(param)
  const groups = useMemo(() => groupsOf(models ?? [], groupByOf(param)), [models, param])
  const keys = useMemo(() => tagKeysOf(models ?? []), [models])
  const options = [
    ['', 'Not grouped'] as const,
    ['owner', 'Owner'] as const,
    ...[...new Set([...keys, ...(by?.kind === 'tag' ? [by.key] : [])])].map(
      (key) => [`tags.${key}`, `Tag ${key}`] as const,
    ),
  ]
  return (
    <>
      {isCatalogue && (
        <Stack direction="row" sx={{ gap: 4, flexWrap: 'wrap', alignItems: 'center' }}>
          <Choice
            label="Group by"
            value={by ? param : ''}
            options={options}
            onChoose={(next) => setParams((before) => withParam(before, 'by', next), { replace: true })}
            sx={{ minWidth: 180, maxWidth: 320 }}
          />
          <Typography color="textSecondary">
            <Link component={RouterLink} to={paths.health()}>
              Registry health
            </Link>{' '}
            also checks sources and files.
          </Typography>
        </Stack>
      )}
      {models ? (
        <CardList
          label="Registered models"
          groups={groups}
          id={({ name }) => name}
          render={(model) => <ModelCard model={model} level={by ? 'h3' : 'h2'} />}
          minWidth={300}
          {...(paged && { paged })}
          stale={stale}
        />
      ) : (
        <LoadingRows count={8} />
      )}
    </>
  )
}
