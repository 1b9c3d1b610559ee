import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { AnyWebhook, Delivery, WireEvent } from '#contract/webhooks/schemas.ts'
import type { Dialect, WorkspaceEvent } from '#contract/webhooks/events.ts'
import { call } from '../client.ts'
import { roots } from '../query-keys.ts'

/** What the form says about a webhook. An empty secret or authorization keeps the one that is stored, null removes it. */
export type WebhookForm = {
  dialect: Dialect
  name: string
  description: string
  url: string
  events: readonly string[]
  model: string
  secret: string | null
  authorization: string | null
}

/** Nothing more is sent of it by itself. */
export const isOver = ({ state }: Delivery) => state === 'delivered' || state === 'failed'
/** How often what is being sent is looked at again, and the rest, in ms. */
const SOON = 2000
const LATER = 5000

export const webhookQueries = {
  list: () =>
    queryOptions({
      queryKey: [...roots.webhooks, 'list'],
      queryFn: ({ signal }) => call('findWebhooks', {}, signal),
      refetchInterval: ({ state }) => (state.data?.webhooks.some(({ waiting }) => waiting > 0) ? SOON : LATER),
    }),
  /** A webhook and its deliveries, newest first. */
  deliveries: (webhook: string) =>
    infiniteQueryOptions({
      queryKey: [...roots.webhooks, 'deliveries', webhook],
      queryFn: ({ pageParam, signal }) => call('listDeliveries', { webhook, page_token: pageParam }, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next_page_token }) => next_page_token,
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ deliveries }) => deliveries.some((it) => !isOver(it))) ? SOON : LATER,
    }),
}

/** A write to webhooks, after which they are read again. */
function useWebhookWrite<Input, Output>(write: (input: Input) => Promise<Output>, errorShown?: 'inline') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSettled: () => client.invalidateQueries({ queryKey: roots.webhooks }),
    ...(errorShown && { meta: { errorShown } }),
  })
}

/** Creates a webhook; gives its id. */
export const useCreateWebhook = () => useWebhookWrite(create, 'inline')
export const useUpdateWebhook = (id: string) => useWebhookWrite((form: WebhookForm) => update(id, form), 'inline')
export const useDeleteWebhook = () =>
  useWebhookWrite(
    ({ id, dialect }: Pick<AnyWebhook, 'id' | 'dialect'>): Promise<object> =>
      dialect === 'mlflow' ? call('deleteWebhook', { webhook_id: id }) : call('deleteRegistryWebhook', { id }),
    'inline',
  )
export const useSetWebhookStatus = () =>
  useWebhookWrite(
    ({ id, dialect, isActive }: Pick<AnyWebhook, 'id' | 'dialect'> & { isActive: boolean }): Promise<object> => {
      const status = isActive ? 'ACTIVE' : 'DISABLED'
      return dialect === 'mlflow'
        ? call('updateWebhook', { webhook_id: id, status })
        : call('updateRegistryWebhook', { id, status })
    },
  )
/** Sends an example of the webhook's first event. What came of it is in the deliveries. */
export const useTestWebhook = () =>
  useWebhookWrite(({ id, dialect }: Pick<AnyWebhook, 'id' | 'dialect'>): Promise<object> =>
    dialect === 'mlflow' ? call('testWebhook', { webhook_id: id }) : call('testRegistryWebhook', { id }),
  )
export const useSendAgain = () => useWebhookWrite((id: string) => call('sendAgain', { id }))

async function create(form: WebhookForm): Promise<string> {
  if (form.dialect === 'mlflow') return (await call('createWebhook', mlflowOf(form))).webhook.webhook_id
  const model = form.model && { model_name: form.model }
  return (await call('createRegistryWebhook', { ...registryOf(form), ...model })).webhook.id
}

const update = (id: string, form: WebhookForm): Promise<object> =>
  form.dialect === 'mlflow'
    ? call('updateWebhook', { webhook_id: id, ...mlflowOf(form) })
    : call('updateRegistryWebhook', { id, ...registryOf(form) })

const mlflowOf = ({ name, url, events, description, secret }: WebhookForm) => ({
  name,
  url,
  description,
  events: events.map((event) => {
    const [entity, action] = event.toUpperCase().split('.')
    return { entity, action } as WireEvent // one of `mlflowEvents`
  }),
  ...storedOf({ secret }),
})

const registryOf = ({ url, events, description, secret, authorization }: WebhookForm) => ({
  description,
  events: events as WorkspaceEvent[], // the form offers no others
  http_url_spec: { url, ...storedOf({ secret, authorization }) },
})

/** What of these is to be stored in place of what is. */
const storedOf = <K extends string>(given: Record<K, string | null>): { [key in K]?: string } =>
  Object.fromEntries(
    Object.entries<string | null>(given).flatMap(([name, text]) => (text === '' ? [] : [[name, text ?? '']])),
  ) as { [key in K]?: string } // the same names
