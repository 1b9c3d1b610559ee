import { type Activities, activitiesPath, type Inbox, requestsPath } from '#contract/review-paths.ts'
import { clientOf, openTestApp } from './app.ts'

/** A model with a name that needs escaping. */
export const name = 'tide “é” level'
export const v1 = { name, version: '1' }
export const v2 = { name, version: '2' }

export type WithReviews = Awaited<ReturnType<typeof openWithReviews>>

/** A server with two versions of that model, and two people. */
export async function openWithReviews() {
  const app = openTestApp()
  const as = (user: string) => clientOf(app.app, user)
  const [ines, mira] = [as('Inês'), as('Mira')]
  await app.call('createModel', { name })
  for (let i = 0; i < 2; i++) await ines('createVersion', { name, source: 's3://bucket/model' })

  /** Reads one of our own paths. Throws for every answer but 200. */
  async function get<Answer>(path: string): Promise<Answer> {
    const response = await app.app.request(`/${path}`)
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
    return (await response.json()) as Answer
  }
  return {
    app,
    as,
    ines,
    mira,
    get,
    /** What happened to the model, or to one of its versions. */
    activities: async (version?: string) => {
      const query = new URLSearchParams({ name, ...(version && { version }) })
      return (await get<Activities>(`${activitiesPath}?${query}`)).activities
    },
    /** The open requests of all models. */
    inbox: async () => (await get<Inbox>(requestsPath)).requests,
  }
}
