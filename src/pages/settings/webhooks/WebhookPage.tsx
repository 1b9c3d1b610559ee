import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import MenuItem from '@mui/material/MenuItem'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link as RouterLink, useNavigate } from 'react-router'
import type { AnyWebhook } from '#contract/webhooks/schemas.ts'
import {
  useDeleteWebhook,
  useSetWebhookStatus,
  useTestWebhook,
  webhookQueries,
} from '../../../api/webhooks/webhooks.ts'
import { paths } from '../../../paths.ts'
import { useParam } from '../../../route-params.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { MenuButton } from '../../../ui/controls/MenuButton.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { succeeded } from '../../../ui/forms/write.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Address } from '../../../ui/text/Address.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { Deliveries } from './Deliveries.tsx'
import { eventName, formatNames } from './event-names.ts'

const EditWebhookDialog = onDemand(async () => (await import('./WebhookDialog.tsx')).EditWebhookDialog)

/** One webhook: what it is about, and what was sent. */
export function WebhookPage() {
  const id = useParam('id')
  const { data, error, refetch, ...more } = useInfiniteQuery(webhookQueries.deliveries(id))
  const webhook = data?.pages[0]?.webhook
  const deliveries = useMemo(() => data?.pages.flatMap((page) => page.deliveries) ?? [], [data])
  const name = webhook ? (webhook.name ?? withoutSecrets(webhook.url)) : 'Webhook'
  return (
    <Page title={name} actions={webhook && <Actions webhook={webhook} />}>
      {error && !data ? (
        <ErrorNotice title="The webhook could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : !data || !webhook ? (
        <LoadingRows count={8} />
      ) : (
        <>
          <WebhookFacts webhook={webhook} />
          <Section title="Deliveries">
            <Deliveries deliveries={deliveries} hasMore={more.hasNextPage} />
            {error && more.isFetchNextPageError && (
              <ErrorNotice title="More deliveries could not be loaded" error={error} />
            )}
            {more.hasNextPage && (
              <WriteButton sx={{ mt: 3 }} pending={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
                Show older deliveries
              </WriteButton>
            )}
          </Section>
        </>
      )}
    </Page>
  )
}

function Actions({ webhook }: { webhook: AnyWebhook }) {
  const { status } = webhook
  const [asked, setAsked] = useState<'edit' | 'delete'>()
  const test = useTestWebhook()
  const setStatus = useSetWebhookStatus()
  const close = () => setAsked(undefined)
  return (
    <>
      <WriteButton pending={test.isPending} onClick={() => test.mutate(webhook)}>
        Send test
      </WriteButton>
      <Button onClick={() => setAsked('edit')}>Edit</Button>
      <MenuButton label="More">
        {(closeMenu) => [
          <MenuItem
            key="status"
            disabled={setStatus.isPending}
            onClick={() => {
              closeMenu()
              setStatus.mutate({ ...webhook, isActive: status !== 'ACTIVE' })
            }}
          >
            {status === 'ACTIVE' ? 'Disable webhook' : 'Enable webhook'}
          </MenuItem>,
          <MenuItem
            key="delete"
            onClick={() => {
              closeMenu()
              setAsked('delete')
            }}
          >
            Delete webhook
          </MenuItem>,
        ]}
      </MenuButton>
      {asked === 'edit' && <EditWebhookDialog webhook={webhook} onClose={close} />}
      {asked === 'delete' && <DeleteDialog webhook={webhook} onClose={close} />}
    </>
  )
}

function DeleteDialog({ webhook, onClose }: { webhook: AnyWebhook; onClose: () => void }) {
  const write = useDeleteWebhook()
  const navigate = useNavigate()
  const start = async () => {
    if (await succeeded(write, webhook)) void navigate(paths.webhooks(), { replace: true })
  }
  return (
    <ConfirmDialog
      title="Delete webhook?"
      confirm="Delete webhook"
      destructive
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      Its deliveries are deleted too. Those still waiting are not sent.
    </ConfirmDialog>
  )
}

function WebhookFacts({ webhook }: { webhook: AnyWebhook }) {
  const { url, model_name, description } = webhook
  return (
    <Section title="Settings">
      <Facts>
        <Fact name="Status">{webhook.status === 'ACTIVE' ? 'Active' : 'Disabled: nothing is sent'}</Fact>
        <Fact name="URL">
          <Address uri={url} what="URL" />
        </Fact>
        <Fact name="Model">
          {model_name === undefined ? (
            'All models'
          ) : (
            <Link component={RouterLink} to={paths.model(model_name)}>
              <bdi>{model_name}</bdi>
            </Link>
          )}
        </Fact>
        <Fact name="Events">{webhook.events.map(eventName).join(', ')}</Fact>
        <Fact name="Format">{formatNames[webhook.dialect]}</Fact>
        <Fact name="Secret">
          {webhook.has_secret ? 'Set: deliveries are signed' : 'None: deliveries are not signed'}
        </Fact>
        {webhook.has_authorization && <Fact name="Authorization header">Set</Fact>}
        {description && <Fact name="Description">{description}</Fact>}
        <Fact name="Last changed">
          <Time ms={webhook.last_updated_timestamp} />
        </Fact>
      </Facts>
    </Section>
  )
}
