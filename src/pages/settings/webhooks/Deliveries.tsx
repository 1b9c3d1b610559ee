import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import { useMemo, useRef } from 'react'
import type { Delivery } from '#contract/webhooks/schemas.ts'
import { isOver, useSendAgain } from '../../../api/webhooks/webhooks.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'
import { type EntryPlace, usePageWindow } from '../../../ui/table/page-window.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { AccountRow, AccountRows } from '../accounts/AccountRow.tsx'
import { DeliveryState } from './DeliveryState.tsx'
import { eventName } from './event-names.ts'

/** What was sent, newest first. */
export function Deliveries({ deliveries, hasMore }: { deliveries: readonly Delivery[]; hasMore: boolean }) {
  const ids = useMemo(() => deliveries.map(({ id }) => id), [deliveries])
  const list = useRef<HTMLUListElement>(null)
  const { entries, style } = usePageWindow(list, ids, { height: 60, hasMore })
  if (deliveries.length === 0)
    return <EmptyState title="Nothing sent yet">Send a test to see whether the receiver answers.</EmptyState>
  return (
    <AccountRows label="Deliveries" ref={list} style={style}>
      {entries.map(({ index, place }) => (
        <DeliveryRow key={ids[index]} delivery={deliveries[index]!} place={place} />
      ))}
    </AccountRows>
  )
}

function DeliveryRow({ delivery, place }: { delivery: Delivery; place: EntryPlace }) {
  const { id, event, created, state, attempts, due, answer_status, answer, problem, is_test } = delivery
  const send = useSendAgain()
  const name = is_test ? `Test: ${eventName(event)}` : eventName(event)
  return (
    <AccountRow
      place={place}
      name={name}
      title={
        <Stack direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', columnGap: 3 }}>
          {name}
          <DeliveryState delivery={delivery} />
        </Stack>
      }
      actions={
        isOver(delivery) &&
        !is_test && (
          <WriteButton pending={send.isPending} onClick={() => send.mutate(id)}>
            Send again
          </WriteButton>
        )
      }
    >
      <Time ms={created} />
      {attempts > 0 && ` · ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}`}
      {answer_status !== undefined && ` · answer ${answer_status}`}
      {due !== undefined && attempts > 0 && (
        <>
          {' '}
          · next attempt <Time ms={due} />
        </>
      )}
      {problem && <Box sx={{ color: state === 'delivered' ? 'inherit' : 'error.main' }}>{problem}</Box>}
      {answer && (
        <Box component="pre" aria-label="Answer" sx={text}>
          {answer}
        </Box>
      )}
    </AccountRow>
  )
}

const text = {
  m: 0,
  mt: 1,
  maxHeight: 96,
  overflow: 'auto',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  typography: 'caption',
  fontFamily: 'monospace',
} as const
