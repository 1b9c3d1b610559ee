import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { RegisteredModel } from '#contract/models.ts'
import { liveFilesQuery } from '../../../api/health/live-files.ts'
import { fileFindings } from './file-findings.ts'

/** As many versions are checked without being asked for, with a few calls each. */
const AT_A_TIME = 120

/** What is wrong with the files of the newest version of each stage, except archived ones, while they are read. */
export function useFileFindings(models: readonly RegisteredModel[]) {
  const versions = useMemo(
    () =>
      models.flatMap(({ latest_versions = [] }) =>
        latest_versions.filter(({ current_stage }) => current_stage !== 'Archived'),
      ),
    [models],
  )
  const live = useMemo(
    () => new Set(versions.flatMap((one) => (one.current_stage === 'Production' ? `${one.version} ${one.name}` : []))),
    [versions],
  )
  const [most, setMost] = useState(AT_A_TIME)
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    ...liveFilesQuery(versions),
    enabled: versions.length > 0,
  })
  const read = useMemo(() => data?.pages.flat() ?? [], [data])
  const goesOn = !error && hasNextPage && !isFetching && read.length < most
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])
  const findings = useMemo(
    () => fileFindings(read, ({ name, version }) => live.has(`${version} ${name}`)),
    [read, live],
  )
  return {
    findings,
    checked: read.length,
    error,
    retry: () => void fetchNextPage(),
    /** Reads again what could not be read, and what was read a while ago. */
    again: () => void refetch(),
    isFetching,
    count: versions.length,
    /** Checks the next ones; undefined while it goes on by itself, and at the end. */
    more: hasNextPage && read.length >= most ? () => setMost(read.length + AT_A_TIME) : undefined,
  }
}
