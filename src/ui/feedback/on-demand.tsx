import { type ComponentType, lazy, Suspense, useEffect, useId, useState } from 'react'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { ErrorNotice } from './ErrorNotice.tsx'

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

let loading = 0
/** Whether the code of a component is on its way. */
export const isLoadingCode = (): boolean => loading > 0

const early = new Set<Promise<void>>()
/** Resolves when all code that was fetched before it is drawn is here or has failed to load, and says whether there was any. */
export async function earlyCode(): Promise<boolean> {
  return (await Promise.all(early)).length > 0
}

/** Lets `earlyCode` wait for code; whoever uses it learns what failed. Resolves when it is here or has failed to load. */
export function whileEarly(code: Promise<unknown>): Promise<void> {
  const done = () => void early.delete(here)
  const here: Promise<void> = code.then(done, done)
  early.add(here)
  return here
}

/**
 * A component whose code may be fetched before it is drawn; `preload` resolves when it is here or has failed to load, and gives nothing if it is
 * here.
 */
export type OnDemand<Props> = ComponentType<Props> & { preload?: () => Promise<void> | undefined }

/**
 * A component whose code loads on first render; it suspends meanwhile. If loading fails it says why in place, the page
 * around it stays, and it retries when the server is back. Code that is here is drawn at once, because React shows what has
 * suspended up to 300 ms later (its FALLBACK_THROTTLE_MS).
 *
 * What can be closed (`onClose`), such as a dialog, suspends nothing around it: the button that opened it would be hidden
 * meanwhile, lose the focus, and not get it back when the dialog closes. Not so if it is `inPlace` of something, as a form is:
 * the Suspense around it says what is shown meanwhile.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { inPlace = false } = {},
): ComponentType<Props> & { preload: () => Promise<void> | undefined } {
  let loaded: ComponentType<Props> | undefined
  const keep = async () => (loaded = await load())
  const Lazy = lazyOf(keep)
  const preload = () => (loaded ? undefined : whileEarly(keep()))
  return Object.assign(
    function OnDemand(props: Props) {
      const [Part] = useState(() => loaded ?? Lazy) // another one later would lose what it holds
      const part = <Part {...props} />
      return 'onClose' in props && !inPlace ? <Suspense fallback={null}>{part}</Suspense> : part
    },
    { preload },
  )
}

/** What `preload` gives, of several: undefined if all of it is here. */
export const whenHere = (...code: readonly (Promise<unknown> | undefined)[]): Promise<unknown> | undefined =>
  code.some(Boolean) ? Promise.all(code) : undefined

const lazyOf = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy<ComponentType<Props>>(async () => {
    loading++
    try {
      return { default: await load() }
    } catch {
      return { default: missing(load) } // React.lazy would keep a failed import forever
    } finally {
      loading--
    }
  })

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

/** `updated`: the server is reachable but now serves other code than this page was built from. */
type WhyMissing = 'away' | 'updated'

type Props = {
  why: WhyMissing
  onRetry: () => void
  /** Set where the piece can be closed, such as a dialog. */
  onClose: (() => void) | undefined
}

const title = 'This could not be loaded'
const reasons: Record<WhyMissing, string> = {
  away: 'The server cannot be reached. This opens automatically when it is back.',
  updated: 'Modelshelf was updated. Save your work here, then reload the page.',
}

/** Replaces a piece of the page whose code failed to load; the rest of the page keeps its state. */
function NotLoaded({ why, onRetry, onClose }: Props) {
  const id = useId()
  const again =
    why === 'updated' ? { text: 'Reload', run: () => window.location.reload() } : { text: 'Retry', run: onRetry }
  if (!onClose)
    return <ErrorNotice title={title} error={new Error(reasons[why])} onRetry={again.run} retry={again.text} />
  // The browser's own dialog, because the code of MUI's may be what is missing, and pages should not load it before it is needed.
  return (
    <Box component="dialog" ref={openDialog} onCancel={onClose} aria-labelledby={id} sx={dialog}>
      <Typography id={id} component="h2" variant="h6">
        {title}
      </Typography>
      <Typography sx={{ py: 5 }}>{reasons[why]}</Typography>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 2 }}>
        <Button onClick={onClose}>Close</Button>
        <Button variant="contained" onClick={again.run}>
          {again.text}
        </Button>
      </Box>
    </Box>
  )
}

/** Closing gives the focus back to where it was. */
function openDialog(dialog: HTMLDialogElement | null) {
  dialog?.showModal()
  return () => dialog?.close()
}

const dialog = {
  boxSizing: 'border-box',
  width: 'calc(100% - 64px)',
  maxWidth: 444,
  px: 6,
  py: 4,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  bgcolor: 'background.paper',
  color: 'text.primary',
  '&::backdrop': { background: 'rgb(0 0 0 / 50%)' },
} as const
