import { create } from 'zustand'
import { prefer, preferences } from '../../preferences.ts'
import { serverInfo } from '../server-info.ts'

/** The writes that wait for the answer. */
const useStore = create<{ waiting: readonly (() => void)[] }>(() => ({ waiting: [] }))

/** Whether the server can't tell people apart, so that only a name they give says who wrote something. */
const asksNames = serverInfo.user === undefined && (serverInfo.auth === 'none' || serverInfo.auth === 'operator')

/** Every write waits for this. The first one asks for a name, once; the others of that moment wait with it. */
export function nameAsked(): Promise<void> | undefined {
  const { name, skipsName } = preferences()
  if (!asksNames || name.trim() || skipsName) return undefined
  return new Promise((resolve) => useStore.setState(({ waiting }) => ({ waiting: [...waiting, resolve] })))
}

/** Whether a write waits for a name. */
export const useIsNameAsked = (): boolean => useStore(({ waiting }) => waiting.length > 0)

/** Keeps the name, or that there is none, and lets the writes go on. */
export function answerName(name: string): void {
  prefer(name.trim() ? { name: name.trim() } : { skipsName: true })
  const { waiting } = useStore.getState()
  useStore.setState({ waiting: [] })
  for (const goOn of waiting) goOn()
}
