import type { Output } from '#contract/endpoints.ts'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import { listed } from '#contract/policy/missing.ts'
import { wordsOf } from '#contract/policy/changes.ts'
import type { StageStay } from '#contract/review-log.ts'
import type { Activity } from '#contract/reviews.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { firstUpper } from '../../text/first-upper.ts'
import { activityText } from '../activity-text.ts'
import { valueOf } from '../changes/part.ts'
import type { Dossier } from './dossier.ts'
import { moment, none, said, section, table, unread } from './dossier-tables.ts'
import { type Html, html } from './html.ts'

/** The policy, what happened to the version, and which versions were in which stage. */
export function decisions({ reviews, own, isVerified, evidence }: Dossier): Html[] {
  const now = valueOf(evidence)
  return [policy(reviews, own.version, now), history(reviews, isVerified, now), stays(reviews, own.version.version)]
}

/** What an approval would be for now; undefined if it is not known. */
type Approvable = Pick<Output<'getEvidence'>, 'approvals' | 'hidden'> | undefined

type Reviews = Dossier['reviews']

function policy({ policy: part, checks }: Reviews, version: ModelVersion, now: Approvable): Html {
  const rules = valueOf(part)?.in_force ?? []
  const rows = rules.map((rule) => {
    const check = checks.find(({ target }) => target === rule.target)?.check
    const found = check && valueOf(check)
    const lacks = found?.missing.filter(({ target }) => target === rule.target).map(({ text }) => text)
    const approved =
      found && found.approvals.needed > 0 ? `Approved by ${listed(found.approvals.given) || 'nobody'}.` : ''
    const missing = lacks && (lacks.length > 0 ? `Needs ${listed(lacks)}.` : 'Nothing missing.')
    const state = isAt(version, rule.target)
      ? 'It is there already, so nothing is asked of it.'
      : [missing, approved].filter(Boolean).join(' ')
    const hash = now?.approvals[rule.target]
    const cells = [
      said(firstUpper(wordsOf(rule))),
      html`${found ? said(state) : 'Unknown'}${
        hash !== undefined && html`<small class="hash">An approval now is for SHA-256 ${hash}</small>`
      }`,
    ]
    return { key: rule.target, cells }
  })
  return section('Policy', [
    ...unread([part, ...checks.map(({ check }) => check)]),
    ...(now?.hidden ? [html`<p class="unread">${said(hiddenText(now.hidden))}</p>`] : []),
    rows.length > 0
      ? table('Policy', ['Stage', 'Requires', 'This version, as of this dossier'], rows)
      : part.state === 'known'
        ? none('This model has no policy.')
        : undefined,
  ])
}

/** Said where not all that the policy asks about can be seen. */
const hiddenText = (targets: readonly string[]) =>
  `The files or the source run are gone, or the maker of this dossier may not read them. What the policy for ${listed(targets)} asks of them counts as missing here, and it cannot be said whether approvals are for the version as it is now.`

const isAt = ({ current_stage, aliases = [] }: ModelVersion, target: string) =>
  target === current_stage || aliases.some((alias) => aliasTarget(alias) === target)

function history({ activities: part }: Reviews, isVerified: boolean, now: Approvable): Html {
  const activities = valueOf(part)
  const rows = activities?.map((activity) => ({
    key: moment(activity.creation_timestamp),
    cells: [said(activity.user_id), entry(activity, now)],
  }))
  return section('Decisions and history', [
    ...unread([part]),
    rows && rows.length > 0 ? table('Decisions and history', ['When', 'Who', 'What'], rows) : undefined,
    rows && rows.length === 0 ? none('Nothing was recorded.') : undefined,
    isVerified ? undefined : none('This server has no sign-in, so these names are not verified.'),
  ])
}

const entry = (activity: Activity, now: Approvable): Html =>
  html`${said(firstUpper(activityText(activity)))}${
    activity.system_comment && html`<small>${said(activity.system_comment)}</small>`
  }${activity.comment && html`<blockquote>${said(activity.comment)}</blockquote>`}${
    activity.last_updated_timestamp > activity.creation_timestamp &&
    html`<small>Edited ${moment(activity.last_updated_timestamp)}</small>`
  }${Object.entries(activity.evidence ?? {}).map(([target, hash]) => approved(target, hash, now))}`

/** What somebody approved. In a cell every space is shown, so this is one line. */
function approved(target: string, hash: string, now: Approvable): Html {
  const isKnown = now && !now.hidden?.includes(target)
  const same = isKnown && (now.approvals[target] === hash ? ', the same as now' : ', not the same as now')
  return html`<small class="hash">${said(`Approved for ${target}: SHA-256 ${hash}${same || ''}`)}</small>`
}

function stays({ stays: part }: Reviews, own: string): Html {
  const known = valueOf(part)?.toSorted((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity))
  return section('Stages of the model’s versions', [
    ...unread([part]),
    known && known.length > 0
      ? table(
          'Stages',
          ['Version', 'Stage', 'From', 'Until'],
          known.map((stay) => stayRow(stay, own)),
        )
      : undefined,
    known && known.length === 0 ? none('No version has had a stage.') : undefined,
  ])
}

function stayRow({ version, stage, since, by, comment, until, until_by }: StageStay, own: string) {
  const from =
    since === undefined ? 'Before the history began' : html`${moment(since)}${by !== undefined && html`, ${said(by)}`}`
  const reason = comment && html`<blockquote>${said(comment)}</blockquote>`
  return {
    key: version === own ? html`<strong>${version} (this version)</strong>` : version,
    cells: [
      stage,
      html`${from}${reason}`,
      until === undefined ? 'Now' : html`${moment(until)}${until_by !== undefined && html`, ${said(until_by)}`}`,
    ],
  }
}
