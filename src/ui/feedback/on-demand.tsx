import { type ComponentType, lazy, useEffect, useState } from 'react'
import { NotLoaded, type WhyMissing } from './NotLoaded.tsx'

type CodeServer = {
  whyMissing: () => Promise<WhyMissing>
  /** Calls back when the server answers again, until the returned function is called. */
  onReturn: (listener: () => void) => () => void
}
let server: CodeServer | undefined

/** How code is fetched. main.tsx sets it once, because `ui` knows no server. */
export function codeComesFrom(from: CodeServer): void {
  server = from
}

/**
 * A component whose code loads on first render; it suspends meanwhile. If loading fails it says why in place, the page
 * around it stays, and it retries when the server is back.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy<ComponentType<Props>>(async () => {
    try {
      return { default: await load() }
    } catch {
      return { default: missing(load) } // React.lazy would keep a failed import forever
    }
  })
}

function missing<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let found: ComponentType<Props> | undefined
  return function Missing(props) {
    const [Part, setPart] = useState(() => found)
    const [why, setWhy] = useState<WhyMissing>()
    async function retry() {
      try {
        found ??= await load()
        setPart(() => found)
      } catch {
        setWhy(await server?.whyMissing())
      }
    }
    useEffect(() => {
      void retry() // after closing and reopening, the code may be available
      return server?.onReturn(() => void retry())
    }, [])
    if (Part) return <Part {...props} />
    const close = 'onClose' in props && typeof props.onClose === 'function' ? props.onClose : undefined
    return why && <NotLoaded why={why} onRetry={() => void retry()} onClose={close && (() => void close())} />
  }
}
