import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { paletteQueries } from '../../api/palette.ts'
import {
  actionTargets,
  experimentTargets,
  idTargets,
  modelTargets,
  placesFor,
  type Target,
  versionIn,
  versionTargets,
} from './targets.ts'

const PAUSE = 150

/** Everything that matches the text; requests wait for a pause in typing. */
export function useTargets(text: string): { targets: Target[]; isSearching: boolean } {
  const words = text.trim() // not deferred: Enter must take what is shown for the current text
  const asked = usePaused(words)
  const found = { enabled: asked !== '', placeholderData: keepPreviousData }
  const models = useQuery({ ...paletteQueries.models(asked), ...found })
  const experiments = useQuery({ ...paletteQueries.experiments(asked), ...found })
  const version = versionIn(asked)
  const versioned = useQuery({
    ...paletteQueries.models(version?.words ?? ''),
    enabled: version !== undefined,
    placeholderData: keepPreviousData,
  })
  const byName = experimentTargets((words && experiments.data) || [])
  const targets = [
    ...(version ? versionTargets(versioned.data ?? [], version.version) : []),
    ...modelTargets((words && models.data) || []),
    ...byName,
    // Skip an id that matches a result already listed by name.
    ...idTargets(words).filter(({ id }) => !byName.some((other) => other.id === id)),
    ...actionTargets(words),
    ...placesFor(words),
  ]
  // Keep groups together.
  const grouped = [...new Set(targets.map(({ group }) => group))].flatMap((group) =>
    targets.filter((target) => target.group === group),
  )
  return { targets: grouped, isSearching: words !== asked || models.isFetching || experiments.isFetching }
}

function usePaused(words: string): string {
  const [paused, setPaused] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  return paused
}
