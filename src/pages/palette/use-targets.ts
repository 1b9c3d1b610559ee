import { useColorScheme } from '@mui/material/styles'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import { paletteQueries } from '../../api/palette.ts'
import { recentPlaces } from '../../places.ts'
import { limitsOf } from './limits.ts'
import {
  actionTargets,
  aliasIn,
  aliasTargets,
  describedTargets,
  experimentTargets,
  foundTargets,
  idTargets,
  placesFor,
  recentTargets,
  runTargets,
  type Target,
  themeTargets,
  versionIn,
  versionTargets,
} from './targets.ts'
import { named, useModelsFound } from './use-models-found.ts'

const PAUSE = 150
/** Descriptions and runs are searched for words this long: fewer letters stand in almost all of them. */
const LONG_ENOUGH = 3
/** At most so many of those whose description has the words. */
const MOST_DESCRIBED = 5

/** Everything that matches the text, and what was not searched; requests wait for a pause in typing. */
export function useTargets(text: string): { targets: Target[]; isSearching: boolean; limits: string } {
  const words = text.trim() // not deferred: Enter must take what is shown for the current text
  const asked = usePaused(words)
  const here = useLocation().pathname
  const { setMode } = useColorScheme()
  const found = { enabled: asked !== '', placeholderData: keepPreviousData }
  const isLong = asked.length >= LONG_ENOUGH
  const version = versionIn(asked)
  const alias = aliasIn(asked)
  const of = version?.words ?? alias?.words ?? ''
  // First: who pauses in “fares 3” after “fares” still needs the models found for that. The next lets go of them, which would cancel them.
  const ofModels = useModelsFound(of, of.length >= LONG_ENOUGH)
  const models = useModelsFound(asked, isLong)
  const experiments = useQuery({ ...paletteQueries.experiments(asked), ...found })
  const runs = useQuery({ ...paletteQueries.runs(asked), ...found, enabled: isLong })
  const idStart = /^[0-9a-f]{4,31}$/i.test(asked) ? asked.toLowerCase() : undefined
  const byId = useQuery({ ...paletteQueries.runsById(idStart ?? ''), enabled: idStart !== undefined })
  const { described, isSearched, isCut } = useDescribed(asked, isLong)
  const all = useQuery({ ...paletteQueries.newestModels(), enabled: alias?.words === '' })
  const targets = [
    ...(version ? versionTargets(named(ofModels.found), version.version) : []),
    ...(alias ? aliasTargets(alias.words === '' ? (all.data?.models ?? []) : named(ofModels.found), alias.alias) : []),
    ...foundTargets(words ? models.found : []),
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
    words !== asked || !isSearched || [models, experiments, runs, byId, ofModels, all].some((it) => it.isFetching)
  const limits = limitsOf({
    models: models.isCut || ofModels.isCut || (alias?.words === '' && all.data?.isCut === true),
    experiments: isCut,
  })
  return { targets: grouped(withoutRepeats(targets)), isSearching, limits: words === '' ? '' : limits }
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

const NO_EXPERIMENTS = { experiments: [], isCut: false }

/** Experiments, of those changed last, whose descriptions contain the words. */
function useDescribed(words: string, isAsked: boolean): { described: Target[]; isSearched: boolean; isCut: boolean } {
  const { data: { experiments, isCut } = NO_EXPERIMENTS, isFetching } = useQuery({
    ...paletteQueries.newestExperiments(),
    enabled: isAsked,
  })
  const things = experimentTargets(experiments).map((target, index) => ({
    target,
    description: tagValue(experiments[index]?.tags, NOTE_TAG),
  }))
  return {
    described: isAsked ? describedTargets(things, words).slice(0, MOST_DESCRIBED) : [],
    isSearched: !isFetching,
    isCut: isAsked && isCut,
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
