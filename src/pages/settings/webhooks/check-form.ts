import { MAX_URL, webhookName } from '#contract/webhooks/events.ts'
import type { WebhookForm } from '../../../api/webhooks/webhooks.ts'

type Problems = Partial<Record<'name' | 'url' | 'events' | 'model', string>>

/** What must be changed before the form can be sent, by field. */
export function problemsOf({ dialect, name, url, events }: WebhookForm): Problems {
  const problems: Problems = {}
  if (dialect === 'mlflow' && !webhookName.test(name))
    problems.name =
      name === ''
        ? 'Enter a name.'
        : 'Use up to 63 letters, digits, dots, underscores and hyphens; start and end with a letter or digit.'
  const address = urlProblem(url.trim())
  if (address !== undefined) problems.url = address
  if (events.length === 0) problems.events = 'Select at least one event.'
  return problems
}

function urlProblem(url: string): string | undefined {
  if (url === '') return 'Enter the URL to send events to.'
  if (url.length > MAX_URL) return `Use at most ${MAX_URL} characters.`
  const parsed = /^https?:\/\//i.test(url) ? URL.parse(url) : null
  if (!parsed) return 'Enter a whole URL, such as https://ci.example.com/hook.'
  if (parsed.username || parsed.password) return 'Remove the name and password. Use the Authorization header instead.'
  return undefined
}

/** The server's refusal beside the field that it is about. */
export function refusalOf(error: Error | null): Problems {
  if (!error) return {}
  const { message } = error
  if (/scheme: 'http'/.test(message))
    return { url: 'Use https. The server’s operator can allow http for this host with --allow-webhooks-to.' }
  if (/non-public IP address/.test(message))
    return {
      url: 'This host is not on the public internet. The server’s operator can allow it with --allow-webhooks-to.',
    }
  if (/Webhook URL|webhook URL/.test(message)) return { url: message }
  if (message.startsWith('Registered Model')) return { model: 'No model with this name.' }
  if (/REGISTERED_MODEL_CREATED/.test(message))
    return { events: '“Model created” needs a webhook for all models, and this one is for one model.' }
  return {}
}
