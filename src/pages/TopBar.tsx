import { Monitor, Moon, Settings, Sun } from 'lucide-react'
import { type ComponentType, Suspense } from 'react'
import { Link, useMatches } from 'react-router'
import { workspace } from '../api/caller/workspace.ts'
import { paths } from '../paths.ts'
import { Commands } from './Commands.tsx'
import { IconButton, IconLink } from '../ui/controls/IconButton.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import { useColorScheme } from '@mui/material/styles'

const WorkspaceMenu = onDemand(async () => (await import('./WorkspaceMenu.tsx')).WorkspaceMenu)

type Params = Record<string, string | undefined>
/** A route's breadcrumbs: a component, so that it can name what the page has loaded. */
export type Handle = { Crumbs: ComponentType<{ params: Params }> }

export function TopBar() {
  const match = useMatches().findLast(({ handle }) => handle !== undefined)
  const Crumbs = (match?.handle as Handle | undefined)?.Crumbs // routes.tsx gives no other handle
  return (
    <header className="top-bar">
      <Link to={paths.models()}>Modelshelf</Link>
      <div className="crumbs">{match && Crumbs && <Crumbs params={match.params} />}</div>
      {workspace() !== undefined && (
        <Suspense fallback={null}>
          <WorkspaceMenu />
        </Suspense>
      )}
      <Commands />
      <ThemeSwitch />
      <IconLink to={paths.settings()} label="Settings">
        <Settings size={18} aria-hidden />
      </IconLink>
    </header>
  )
}

const modes = {
  light: { Icon: Sun, next: 'dark' },
  dark: { Icon: Moon, next: 'system' },
  system: { Icon: Monitor, next: 'light' },
} as const

/** Cycles through light, dark and system. */
function ThemeSwitch() {
  const { mode = 'system', setMode } = useColorScheme()
  const { Icon, next } = modes[mode]
  return (
    <IconButton label={`Theme: ${mode}`} hint={`Switch to ${next}`} onClick={() => setMode(next)}>
      <Icon size={18} aria-hidden />
    </IconButton>
  )
}
