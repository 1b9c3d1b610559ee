import { useColorScheme } from '@mui/material/styles'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import { serverFinds } from '../../api/search/find-models.ts'
import { paletteQueries } from '../../api/palette.ts'
import { recentPlaces } from '../../places.ts'
import {
  actionTargets,
  aliasIn,
  aliasTargets,
  describedTargets,
  experimentTargets,
  foundTargets,
  idTargets,
  modelTargets,
  placesFor,
  recentTargets,
  runTargets,
  type Target,
  themeTargets,
  versionIn,
  versionTargets,
} from './targets.ts'

const PAUSE = 150
/** Descriptions and runs are searched for words this long: fewer letters stand in almost all of them. */
const LONG_ENOUGH = 3
/** At most so many of those whose description has the words. */
const MOST_DESCRIBED = 5

/** Everything that matches the text; requests wait for a pause in typing. */
export function useTargets(text: string): { targets: Target[]; isSearching: boolean } {
  const words = text.trim() // not deferred: Enter must take what is shown for the current text
  const asked = usePaused(words)
  const here = useLocation().pathname
  const { setMode } = useColorScheme()
  const found = { enabled: asked !== '', placeholderData: keepPreviousData }
  const isLong = asked.length >= LONG_ENOUGH
  const models = useQuery({ ...paletteQueries.models(asked), ...found, enabled: asked !== '' && !serverFinds })
  const anywhere = useQuery({ ...paletteQueries.found(asked), ...found, enabled: asked !== '' && serverFinds })
  const experiments = useQuery({ ...paletteQueries.experiments(asked), ...found })
  const runs = useQuery({ ...paletteQueries.runs(asked), ...found, enabled: isLong })
  const idStart = /^[0-9a-f]{4,31}$/i.test(asked) ? asked.toLowerCase() : undefined
  const byId = useQuery({ ...paletteQueries.runsById(idStart ?? ''), enabled: idStart !== undefined })
  const { described, isSearched } = useDescribed(asked, isLong)
  const version = versionIn(asked)
  const alias = aliasIn(asked)
  const named = version?.words ?? alias?.words ?? ''
  const ofModels = useQuery({
    ...paletteQueries.models(named),
    enabled: named !== '',
    placeholderData: keepPreviousData,
  })
  const all = useQuery({ ...paletteQueries.newestModels(), enabled: alias?.words === '' })
  const targets = [
    ...(version ? versionTargets(ofModels.data ?? [], version.version) : []),
    ...(alias ? aliasTargets((alias.words === '' ? all.data : ofModels.data) ?? [], alias.alias) : []),
    ...foundTargets((words && anywhere.data) || []),
    ...modelTargets((words && models.data) || []),
    ...experimentTargets((words && experiments.data) || []),
    ...runTargets([...((idStart && byId.data) || []), ...((words && isLong && runs.data) || [])]),
    // An id is offered unchecked, unless it matches a result above.
    ...idTargets(words),
    ...(words && isLong ? described : []),
    ...actionTargets(words),
    ...recentTargets(recentPlaces(), here, words),
    ...placesFor(words),
    ...themeTargets(words, setMode),
  ]
  const isSearching =
    words !== asked ||
    !isSearched ||
    [models, anywhere, experiments, runs, byId, ofModels, all].some((it) => it.isFetching)
  return { targets: grouped(withoutRepeats(targets)), isSearching }
}

/** Keeps groups together. */
const grouped = (targets: readonly Target[]): Target[] =>
  [...new Set(targets.map(({ group }) => group))].flatMap((group) => targets.filter((target) => target.group === group))

/** The first of those that lead to the same place. */
function withoutRepeats(targets: readonly Target[]): Target[] {
  const seen = new Set<string>()
  return targets.filter((target) => {
    const place = 'to' in target ? target.to : target.id
    const isNew = !seen.has(place)
    seen.add(place)
    return isNew
  })
}

/** Models and experiments, of those changed last, whose descriptions contain the words. */
function useDescribed(words: string, isAsked: boolean): { described: Target[]; isSearched: boolean } {
  const ofModels = useQuery({ ...paletteQueries.newestModels(), enabled: isAsked && !serverFinds })
  const ofExperiments = useQuery({ ...paletteQueries.newestExperiments(), enabled: isAsked })
  const [models, experiments] = [ofModels.data ?? [], ofExperiments.data ?? []]
  const things = [
    ...modelTargets(models).map((target, index) => ({ target, description: models[index]?.description })),
    ...experimentTargets(experiments).map((target, index) => ({
      target,
      description: tagValue(experiments[index]?.tags, NOTE_TAG),
    })),
  ]
  return {
    described: isAsked ? describedTargets(things, words).slice(0, MOST_DESCRIBED) : [],
    isSearched: !ofModels.isFetching && !ofExperiments.isFetching,
  }
}

function usePaused(words: string): string {
  const [paused, setPaused] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  return paused
}
