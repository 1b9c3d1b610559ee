import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link as RouterLink, useNavigate } from 'react-router'
import type { AnyWebhook } from '#contract/webhooks/schemas.ts'
import { accessQueries, hasAccounts, mayOf } from '../../../api/access/access.ts'
import { meQuery } from '../../../api/caller/try-sign-in.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { webhookQueries } from '../../../api/webhooks/webhooks.ts'
import { AskOne } from '../../../parts/AskOne.tsx'
import { WhomToAsk } from '../../../parts/WhomToAsk.tsx'
import { paths } from '../../../paths.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { useUrlParams } from '../../../url-params.ts'
import { Page } from '../../../ui/layout/Page.tsx'
import { AccountRow, AccountRows } from '../accounts/AccountRow.tsx'
import { SettingsNav } from '../accounts/SettingsNav.tsx'
import { DeliveryState } from './DeliveryState.tsx'
import { eventsText } from './event-names.ts'

const CreateWebhookDialog = onDemand(async () => (await import('./WebhookDialog.tsx')).CreateWebhookDialog)

/** The webhooks that the caller manages: all of them for admins. */
export function WebhooksPage() {
  const [isCreating, setCreating] = useState(false)
  const navigate = useNavigate()
  const [params] = useUrlParams()
  const model = params.get('model') ?? ''
  const may = useMayCreate(model)
  return (
    <Page
      title="Webhooks"
      actions={
        may !== undefined &&
        may !== 'none' && (
          <Button variant="contained" onClick={() => setCreating(true)}>
            New webhook
          </Button>
        )
      }
    >
      <SettingsNav />
      <Webhooks model={model} />
      {isCreating && (
        <CreateWebhookDialog
          model={model}
          isForAll={may === 'all'}
          onDone={(id) => void navigate(paths.webhook(id))}
          onClose={() => setCreating(false)}
        />
      )}
    </Page>
  )
}

/** For which models one may create webhooks, or with `model` whether for that one; undefined until it is known. */
function useMayCreate(model: string): 'all' | 'models' | 'none' | undefined {
  const may = useQuery(webhookQueries.list()).data?.may_create
  const isOfOne = model !== '' && may === 'models'
  const { data, isLoading } = useQuery({
    ...accessQueries.may({ model }),
    enabled: isOfOne && serverInfo.rights === true,
  })
  if (isLoading) return undefined
  return isOfOne && !mayOf(data).manage ? 'none' : may
}

/** Those for a model, or all. */
function Webhooks({ model }: { model: string }) {
  const { data, error, refetch } = useQuery(webhookQueries.list())
  const may = useMayCreate(model)
  if (error && !data)
    return <ErrorNotice title="The webhooks could not be loaded" error={error} onRetry={() => void refetch()} />
  if (!data || may === undefined) return <LoadingRows count={5} />
  const webhooks = data.webhooks.filter(({ model_name = model }) => model === '' || model_name === model)
  if (webhooks.length === 0 && may === 'none') return <NotManaged model={model} />
  if (webhooks.length === 0)
    return (
      <EmptyState title={model === '' ? 'No webhooks yet' : `No webhooks for “${model}” yet`}>
        A webhook tells your CI or chat when a version changes its stage, a move is requested, or a comment is added.
      </EmptyState>
    )
  return (
    <>
      {model !== '' && <OnlyOf model={model} />}
      <AccountRows label="Webhooks">
        {webhooks.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} />
        ))}
      </AccountRows>
    </>
  )
}

/** Says what managing webhooks needs: those of a model, or any. */
function NotManaged({ model }: { model: string }) {
  const { data } = useQuery(meQuery)
  if (serverInfo.auth === 'operator')
    return (
      <EmptyState title="You cannot manage webhooks">
        They are managed by people named with --admins, and with the command “modelshelf webhook” on the server.
      </EmptyState>
    )
  if (model !== '')
    return (
      <EmptyState title={`You cannot manage the webhooks of “${model}”`}>
        {hasAccounts ? (
          <WhomToAsk thing={{ model }} needs="This needs CAN_MANAGE on the model." />
        ) : (
          'This needs MANAGE on the model.'
        )}
      </EmptyState>
    )
  return (
    <EmptyState title="You cannot manage webhooks">
      Webhooks of a model need CAN_MANAGE on it, and those for all models the role admin.
      <AskOne of={data?.admins ?? []} />
    </EmptyState>
  )
}

function OnlyOf({ model }: { model: string }) {
  return (
    <Typography sx={{ mb: 3 }}>
      For{' '}
      <Link component={RouterLink} to={paths.modelActivity(model)}>
        <bdi>{model}</bdi>
      </Link>
      {' · '}
      <Link component={RouterLink} to={paths.webhooks()}>
        Show all webhooks
      </Link>
    </Typography>
  )
}

function WebhookRow({ webhook }: { webhook: AnyWebhook }) {
  const { id, url, events, model_name, status, waiting, last } = webhook
  const name = webhook.name ?? withoutSecrets(url)
  return (
    <AccountRow
      name={name}
      title={
        <Link component={RouterLink} to={paths.webhook(id)}>
          <bdi>{name}</bdi>
        </Link>
      }
      actions={last && <DeliveryState delivery={last} />}
    >
      {model_name === undefined ? 'All models' : <bdi>{model_name}</bdi>} · {eventsText(events)}
      {status !== 'ACTIVE' && ' · disabled'}
      {waiting > 0 && ` · ${waiting} waiting`}
      {webhook.description && <div>{webhook.description}</div>}
    </AccountRow>
  )
}
