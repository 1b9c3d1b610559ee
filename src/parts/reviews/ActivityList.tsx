import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Activity } from '#contract/reviews.ts'
import { hasVerifiedNames, useIsOwn } from '../../api/caller/own-name.ts'
import { historyQueries } from '../../api/history.ts'
import { useDeleteComment } from '../../api/writes/reviews.ts'
import { activityText } from '../../domain/activity-text.ts'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { usePrinting, useWholeOnPaper } from '../../ui/print/printing.ts'
import { type EntryPlace, usePageWindow } from '../../ui/table/page-window.ts'
import { Time } from '../../ui/text/Time.tsx'
import { EditComment } from './CommentForm.tsx'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { RemoveButton } from '../../ui/forms/RemoveButton.tsx'

/** What happened to a model, or to one of its versions, newest first. */
export function ActivityList({ name, version }: { name: string; version?: string }) {
  const asked = useInfiniteQuery(historyQueries.activities(name, version))
  const isPrinting = usePrinting()
  const activities = useMemo(() => asked.data?.pages.flatMap((page) => page.activities), [asked.data])
  const ids = useMemo(() => activities?.map(({ id }) => id) ?? [], [activities])
  const list = useRef<HTMLOListElement>(null)
  const { entries, style } = usePageWindow(list, ids, { height: 45, hasMore: asked.hasNextPage })
  useWholeOnPaper(asked, activities?.length ?? 0)
  if (asked.isError && !activities)
    return (
      <ErrorNotice title="The activity could not be loaded" error={asked.error} onRetry={() => void asked.refetch()} />
    )
  if (!activities) return <LoadingRows count={4} />
  if (activities.length === 0)
    return <Typography color="textSecondary">Nothing recorded yet. What happens from now on appears here.</Typography>
  return (
    <>
      <Box component="ol" ref={list} aria-label="Activity" sx={{ listStyle: 'none', m: 0, p: 0 }} style={style}>
        {entries.map(({ index, place }) => (
          <Entry
            key={ids[index]}
            activity={activities[index]!}
            name={name}
            isModel={version === undefined}
            place={place}
          />
        ))}
      </Box>
      {asked.hasNextPage && isPrinting && <p>Earlier activity is not printed. Press Ctrl+P to print more of it.</p>}
      {asked.hasNextPage && (
        <WriteButton sx={{ mt: 3 }} onClick={() => void asked.fetchNextPage()} pending={asked.isFetchingNextPage}>
          Show earlier activity
        </WriteButton>
      )}
      {!hasVerifiedNames() && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 3 }}>
          Names are not verified.
        </Typography>
      )}
    </>
  )
}

type EntryProps = { activity: Activity; name: string; isModel: boolean; place: EntryPlace }

function Entry({ activity, name, isModel, place }: EntryProps) {
  const { user_id, comment, system_comment, version, creation_timestamp, last_updated_timestamp } = activity
  const [isEditing, setEditing] = useState(false)
  const isOwn = useIsOwn()
  return (
    <Box component="li" {...place} sx={{ py: 3, borderTop: 1, borderColor: 'divider', overflowWrap: 'anywhere' }}>
      <bdi style={{ fontWeight: 500 }}>{user_id}</bdi>{' '}
      <Box component="span" sx={activity.activity_type === 'OVERRIDDEN' ? { color: 'error.main' } : undefined}>
        {activityText(activity)}
      </Box>{' '}
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {isModel && version !== undefined && activity.activity_type !== 'VERSION_DELETED' && (
          <>
            ·{' '}
            <Link component={RouterLink} underline="always" to={paths.version({ name, version })}>
              Version {version}
            </Link>{' '}
          </>
        )}
        · <Time ms={creation_timestamp} />
        {last_updated_timestamp > creation_timestamp && ' · edited'}
      </Box>
      {system_comment && <Box sx={{ color: 'text.secondary', mt: 1 }}>{system_comment}</Box>}
      {isEditing && comment ? (
        <EditComment id={activity.id} text={comment} onClose={() => setEditing(false)} />
      ) : (
        comment && (
          <Box dir="auto" sx={{ mt: 1, whiteSpace: 'pre-wrap', maxWidth: '72ch' }}>
            {comment}
          </Box>
        )
      )}
      {activity.activity_type === 'NEW_COMMENT' && !isEditing && isOwn(activity) && (
        <CommentActions id={activity.id} onEdit={() => setEditing(true)} />
      )}
    </Box>
  )
}

function CommentActions({ id, onEdit }: { id: string; onEdit: () => void }) {
  const remove = useDeleteComment()
  return (
    <Box sx={{ mt: 1, ml: -2 }}>
      <Button variant="text" size="small" onClick={onEdit}>
        Edit
      </Button>
      <RemoveButton size="small" onClick={() => remove.mutate(id)} pending={remove.isPending}>
        Delete
      </RemoveButton>
      {remove.error && (
        <Box role="alert" sx={{ color: 'error.main', ml: 2 }}>
          {remove.error.message}
        </Box>
      )}
    </Box>
  )
}
