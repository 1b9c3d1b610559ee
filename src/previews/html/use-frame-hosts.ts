import { useCallback, useMemo, useState } from 'react'
import { serverInfo } from '../../api/server-info.ts'
import { askedHosts, hasScripts, originOf } from './asked-hosts.ts'

/** How a document is shown in its frame, and what it asks for. */
export type FrameHosts = {
  /** Whether there is anything in it that could run. */
  scripted: boolean
  running: boolean
  /** Origins from which the frame may load. */
  allowed: readonly string[]
  /** Origins that the document asks for and does not get. */
  refused: readonly string[]
  run: (running: boolean) => void
  /** Lets the document load from all that it was refused, and runs its scripts. Holds until the document is left. */
  allow: () => void
  /** Hears of an address that the frame's policy refused. */
  onBlocked: (address: string) => void
}

/** Runs no scripts of a document and lets it load from nowhere, until a person says otherwise. */
export function useFrameHosts(html: string): FrameHosts {
  const named = useMemo(() => askedHosts(html, location.href).filter(isForeign), [html])
  const scripted = useMemo(() => hasScripts(html), [html])
  const [running, setRunning] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [blocked, setBlocked] = useState<readonly string[]>([])
  const asked = useMemo(() => [...new Set([...named, ...blocked])], [named, blocked])
  const allowed = useMemo(() => asked.filter((host) => always.has(host) || chosen.includes(host)), [asked, chosen])
  const refused = asked.filter((host) => !allowed.includes(host))
  const onBlocked = useCallback((address: string) => {
    const origin = originOf(address, location.href)
    if (!origin || !isForeign(origin) || always.has(origin)) return
    setBlocked((before) => (before.includes(origin) || before.length >= MOST ? before : [...before, origin]))
  }, [])
  return {
    scripted,
    running,
    allowed,
    refused,
    run: setRunning,
    allow() {
      setChosen([...chosen, ...refused])
      setRunning(scripted)
    },
    onBlocked,
  }
}

const always: ReadonlySet<string> = new Set(serverInfo.previews.hosts)
/** A document may make up any number of hosts while it runs; no more than these are told. */
const MOST = 20

const isForeign = (origin: string) => new URL(origin).hostname !== location.hostname
