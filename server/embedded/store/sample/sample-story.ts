import { noRule, type Rule } from '#contract/policy/rules.ts'
import type { ReviewChange } from '#contract/review-log.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { giveLog, record } from '../reviews/log.ts'

// How the sample project's versions came to be where its rows (sample/rows.json) say they are: who asked, decided and why.

const [mira, jonas, priya, tomas] = ['mira.okafor', 'jonas.lindqvist', 'priya.raman', 'tomas.ferreira']

/** Days before the sample is loaded, who, and what. `cause` and `request` count back: 1 is the event before. */
type Told = readonly [days: number, user: string, change: ReviewChange]

const created: ReviewChange = { kind: 'created' }
const registered = (version: string): ReviewChange => ({ kind: 'registered', version })
const comment = (version: string, text: string): ReviewChange => ({ kind: 'commented', version, comment: text })
const alias = (name: string, version: string, from?: string, cause?: number): ReviewChange => ({
  kind: 'alias-moved',
  alias: name,
  version,
  ...(from !== undefined && { from }),
  ...(cause !== undefined && { cause }),
})
const moved = (version: string, from_stage: Stage, to_stage: Stage, text = '', cause?: number): ReviewChange => ({
  kind: 'moved',
  version,
  from_stage,
  to_stage,
  ...(text && { comment: text }),
  ...(cause !== undefined && { cause }),
})
const requested = (version: string, from_stage: Stage, to_stage: Stage, text: string): ReviewChange => ({
  kind: 'requested',
  version,
  from_stage,
  to_stage,
  comment: text,
})
const decided = (
  kind: 'approved' | 'rejected',
  request: number,
  version: string,
  from_stage: Stage,
  to_stage: Stage,
  text: string,
): ReviewChange => ({ kind, request, version, from_stage, to_stage, comment: text })

const faultRules: Rule[] = [
  {
    ...noRule('Production'),
    approvals: 2,
    single: true,
    tags: [
      { key: 'validation', value: 'passed' },
      { key: 'signed_off_by', value: 'workshop' },
    ],
  },
]

export const story: Readonly<Record<string, readonly Told[]>> = {
  'station-demand': [
    [117, mira, created],
    [117, mira, registered('1')],
    [112, mira, moved('1', 'None', 'Production', 'The first one. Anything beats the rule of thumb.')],
    [112, mira, alias('champion', '1', undefined, 1)],
    [102, mira, registered('2')],
    [97, mira, requested('2', 'None', 'Production', 'A third off the error, and no negative pick-ups any more.')],
    [95, jonas, decided('approved', 1, '2', 'None', 'Production', 'Checked against last week’s counts. Go.')],
    [95, jonas, moved('2', 'None', 'Production', '', 1)],
    [95, jonas, moved('1', 'Production', 'Archived', '', 1)],
    [95, jonas, alias('champion', '2', '1', 2)],
    [63, jonas, registered('3')],
    [60, jonas, moved('3', 'None', 'Production', 'For the spring timetable.')],
    [60, jonas, moved('2', 'Production', 'Archived', '', 1)],
    [60, jonas, alias('champion', '3', '2', 2)],
    [58, tomas, comment('3', 'Dispatch sent forty bikes to the harbour on the holiday. Was the calendar loaded?')],
    [58, jonas, moved('2', 'Archived', 'Production', 'Rolled back: the serving job still had last year’s holidays.')],
    [58, jonas, moved('3', 'Production', 'Archived', '', 1)],
    [58, jonas, alias('champion', '2', '3', 2)],
    [55, jonas, moved('3', 'Archived', 'Production', 'With this year’s holidays. Nothing else has changed.')],
    [55, jonas, moved('2', 'Production', 'Archived', '', 1)],
    [55, jonas, alias('champion', '3', '2', 2)],
    [32, priya, registered('4')],
    [20, priya, moved('4', 'None', 'Staging', 'Runs in the shadow of the dispatch tool.')],
    [20, priya, alias('challenger', '4')],
    [16, priya, requested('4', 'Staging', 'Production', 'Better in the morning rush, and as good over all.')],
    [15.5, jonas, comment('4', 'How far off is it on holidays?')],
    [15.2, priya, comment('4', 'A tenth worse than version 3. There were only two of them in the test weeks.')],
    [
      15,
      jonas,
      decided('rejected', 3, '4', 'Staging', 'Production', 'Two holidays are too few to tell. Please sweep again.'),
    ],
    [0.084, priya, registered('5')],
    [
      0.084,
      priya,
      requested('5', 'None', 'Staging', '6 % off the error of version 3, holidays included. Please have a look.'),
    ],
  ],
  'trip-duration': [
    [87, tomas, created],
    [87, tomas, registered('1')],
    [80, tomas, moved('1', 'None', 'Production', 'Riders see a time at last.')],
    [43, tomas, registered('2')],
    [38, tomas, moved('2', 'None', 'Production', 'Knows electric bikes.')],
    [38, tomas, moved('1', 'Production', 'Archived', '', 1)],
    [38, tomas, alias('champion', '2')],
    [38, tomas, alias('server', '2')],
    [6, mira, registered('3')],
    [5, mira, moved('3', 'None', 'Staging')],
    [5, mira, alias('phone', '3')],
    [
      1.2,
      mira,
      requested('3', 'Staging', 'Production', 'Same answers as version 2 to a hundredth of a minute, on the phone.'),
    ],
    [1.1, tomas, comment('3', 'Which phones have you tried?')],
  ],
  'bike-fault-risk': [
    [75, priya, created],
    [75, priya, registered('1')],
    [70, priya, moved('1', 'None', 'Production')],
    [60, jonas, { kind: 'policy-changed', before: [], after: faultRules }],
    [48, priya, registered('2')],
    [
      47,
      priya,
      requested('2', 'None', 'Production', 'The list is steadier from night to night. The workshop has signed it off.'),
    ],
    [46.6, mira, decided('approved', 1, '2', 'None', 'Production', 'Recall holds on the winter bikes too.')],
    [46, jonas, decided('approved', 2, '2', 'None', 'Production', 'Fine with operations.')],
    [46, jonas, moved('2', 'None', 'Production', '', 1)],
    [46, jonas, moved('1', 'Production', 'Archived', '', 1)],
    [46, jonas, alias('champion', '2', undefined, 2)],
    [3.83, priya, registered('3')],
    [3.5, mira, comment('3', 'Interesting, but ten times the size for nothing. Keep it for the comparison.')],
  ],
  'fault-thresholds': [
    [39, mira, created],
    [39, mira, registered('1')],
    [38, mira, moved('1', 'None', 'Production')],
    [14, mira, registered('2')],
    [13, mira, moved('2', 'None', 'Production', 'The workshop could not keep up with the first limits.')],
    [13, mira, moved('1', 'Production', 'Archived', '', 1)],
    [13, mira, alias('in-force', '2')],
  ],
}

const DAY = 24 * 60 * 60_000

/** Writes the logs of the sample's models, with the open requests and the policy that follow from them. Only inside `write`. */
export function insertStory(db: Db, now: number): void {
  for (const [name, told] of Object.entries(story)) {
    const log = giveLog(db, name)
    for (const [index, [days, user, change]] of told.entries()) {
      const time = Math.round(now - days * DAY) + index // in this order, where the days are the same
      const { number } = record(db, name, user, counted(change, index + 1), { time, verified: false })
      if (change.kind === 'policy-changed')
        db.run('INSERT INTO policies VALUES (?, ?, ?)', log, JSON.stringify(change.after), number)
    }
  }
}

/** The event with the numbers of others instead of how far back they are. */
function counted(change: ReviewChange, number: number): ReviewChange {
  if ('cause' in change && change.cause !== undefined) return { ...change, cause: number - change.cause }
  return 'request' in change ? { ...change, request: number - change.request } : change
}
