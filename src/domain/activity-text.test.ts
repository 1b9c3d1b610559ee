import { expect, test } from 'vitest'
import type { Activity } from '#contract/reviews.ts'
import { activityText } from './activity-text.ts'

const activity = (more: Partial<Activity>): Activity => ({
  id: '1.1',
  activity_type: 'APPLIED_TRANSITION',
  user_id: 'ines',
  creation_timestamp: 0,
  last_updated_timestamp: 0,
  version: '3',
  ...more,
})

test.each<[Partial<Activity>, string]>([
  [{ activity_type: 'REQUESTED_TRANSITION', from_stage: 'None', to_stage: 'Staging' }, 'asked to move it to Staging'],
  [
    { activity_type: 'APPROVED_REQUEST', from_stage: 'Staging', to_stage: 'Production' },
    'approved the request to move it from Staging to Production',
  ],
  [{ activity_type: 'REJECTED_REQUEST', to_stage: 'Archived' }, 'rejected the request to archive it'],
  [{ activity_type: 'CANCELLED_REQUEST', to_stage: 'None' }, 'withdrew the request to remove its stage'],
  [{ from_stage: 'None', to_stage: 'Production' }, 'moved it to Production'],
  [{ from_stage: 'Production', to_stage: 'None' }, 'removed its stage'],
  [{ activity_type: 'SYSTEM_TRANSITION', to_stage: 'Archived' }, 'archived it'],
  [{ activity_type: 'DESCRIPTION_CHANGED' }, 'changed its description'],
  [{ activity_type: 'FILES_CHANGED' }, 'changed its files'],
  [{ activity_type: 'DESCRIPTION_CHANGED', version: undefined }, 'changed the description'],
])('%o reads “%s”', (more, text) => {
  expect(activityText(activity(more))).toBe(text)
})
