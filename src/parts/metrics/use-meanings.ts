import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Tag } from '#contract/values.ts'
import { roots } from '../../api/query-keys.ts'
import { knowSentences } from '../../domain/metric-meaning.ts'
import { useForPaper } from '../../ui/print/printing.ts'
import { whenReachable } from '../../api/connection.ts'

/** Whether somebody has pointed at an element, moved the focus there or wants it on paper; `interest` is for that element. */
export function useInterest() {
  const [isAsked, setAsked] = useState(false)
  const isForPaper = useForPaper()
  const ask = () => setAsked(true)
  return { isAsked: isAsked || isForPaper, interest: { onPointerEnter: ask, onFocus: ask } }
}

const sentencesQuery = queryOptions({
  queryKey: [...roots.metrics, 'usual'],
  queryFn: async () => {
    knowSentences((await whenReachable(() => import('../../domain/usual-metrics.ts'))).sentences)
    return true
  },
  staleTime: Infinity,
  gcTime: Infinity,
})

/** These tags, as another array once the sentences of usual metrics are known too, which `isAsked` loads. */
export function useMeanings(tags: readonly Tag[], isAsked: boolean): readonly Tag[] {
  const isWhole = useQuery({ ...sentencesQuery, enabled: isAsked }).data
  return useMemo(() => (isWhole ? [...tags] : tags), [tags, isWhole])
}
