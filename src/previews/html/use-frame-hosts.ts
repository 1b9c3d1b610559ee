import { useCallback, useMemo, useState } from 'react'
import { serverInfo } from '../../api/server-info.ts'
import { askedHosts, hasScripts, originOf } from './asked-hosts.ts'

/** How to show a document in its frame, and what it wants to load. */
export type FrameHosts = {
  /** Whether it contains anything executable. */
  scripted: boolean
  running: boolean
  /** Origins the frame may load from. */
  allowed: readonly string[]
  /** Origins that the document wants and may not load from. */
  refused: readonly string[]
  run: (running: boolean) => void
  /** Allows everything refused and runs the scripts, until the user leaves the document. */
  allow: () => void
  /** Reports a URL that the frame's policy refused. */
  onBlocked: (address: string) => void
}

/** Blocks a document's scripts and network access until the user allows them. */
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
    setBlocked((before) => (before.includes(origin) || before.length >= MAX_HOSTS ? before : [...before, origin]))
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
/** A running document can request any number of hosts; list at most this many. */
const MAX_HOSTS = 20

const isForeign = (origin: string) => new URL(origin).hostname !== location.hostname
