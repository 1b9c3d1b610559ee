import { createHmac } from 'node:crypto'
import type { StoredDelivery } from '../store/webhooks/deliveries.ts'
import type { Webhook } from '../store/webhooks/webhook-rows.ts'

/** The headers of one attempt. `now`: ms; an attempt is signed with its own time, so that a receiver can refuse old ones. */
export function headersFor(
  { dialect, secret, authorization }: Pick<Webhook, 'dialect' | 'secret' | 'authorization'>,
  { id, body }: Pick<StoredDelivery, 'id' | 'body'>,
  now: number,
): Record<string, string> {
  const common = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'User-Agent': 'Modelshelf',
    Connection: 'close',
  }
  const sign = (text: string) => createHmac('sha256', secret).update(text)
  if (dialect === 'workspace')
    return {
      ...common,
      'X-Modelshelf-Delivery-Id': id,
      ...(authorization && { Authorization: authorization }),
      ...(secret && { 'X-Databricks-Signature': sign(body).digest('hex') }),
    }
  const time = String(Math.floor(now / 1000))
  return {
    ...common,
    'X-MLflow-Delivery-Id': id,
    'X-MLflow-Timestamp': time,
    ...(secret && { 'X-MLflow-Signature': `v1,${sign(`${id}.${time}.${body}`).digest('base64')}` }),
  }
}
