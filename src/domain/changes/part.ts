/** What is known of one part of a version, such as its metrics. */
export type Part<T> =
  | { state: 'pending' }
  | { state: 'known'; value: T }
  /** `why` is a sentence; a part that may be readable later can be asked for again. */
  | { state: 'unknown'; why: string; retry?: () => void }

export const known = <T>(value: T): Part<T> => ({ state: 'known', value })
export const unknown = (why: string, retry?: () => void): Part<never> => ({
  state: 'unknown',
  why,
  ...(retry && { retry }),
})
export const pending: Part<never> = { state: 'pending' }

export const valueOf = <T>(part: Part<T>): T | undefined => (part.state === 'known' ? part.value : undefined)
