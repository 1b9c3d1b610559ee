import { type ComponentType, lazy, useEffect, useState } from 'react'
import { NotLoaded, type WhyMissing } from './NotLoaded.tsx'

type CodeServer = {
  whyMissing: () => Promise<WhyMissing>
  /** Calls back when the server answers again, until the returned function is called. */
  onReturn: (listener: () => void) => () => void
}
let server: CodeServer | undefined

/** Where code comes from: main.tsx says so once, because nothing in here knows the server. */
export function codeComesFrom(from: CodeServer): void {
  server = from
}

/**
 * A component whose code is fetched when it is first drawn; it suspends meanwhile. Where the code cannot be had it says
 * why in its place, and what is around it stays; it tries again by itself when the server is back.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy<ComponentType<Props>>(async () => {
    try {
      return { default: await load() }
    } catch {
      return { default: missing(load) } // React keeps what a failed import threw for ever
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
      void retry() // when it was closed and is opened again, its code may be there by now
      return server?.onReturn(() => void retry())
    }, [])
    if (Part) return <Part {...props} />
    const close = 'onClose' in props && typeof props.onClose === 'function' ? props.onClose : undefined
    return why && <NotLoaded why={why} onRetry={() => void retry()} onClose={close && (() => void close())} />
  }
}
