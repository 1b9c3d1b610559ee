import Typography from '@mui/material/Typography'
import { isActive } from '#contract/stages.ts'
import { versionList } from '../domain/version-list.ts'
import { ReadNotice } from '../ui/feedback/ReadNotice.tsx'
import { Tick } from '../ui/forms/Tick.tsx'
import { needsEdit, needsProduction } from './access/needs-edit.ts'
import type { Followers } from './use-followers.ts'
import { WhomToAsk } from './WhomToAsk.tsx'

type Props = Pick<Followers, 'shown' | 'reading'> & { name: string }

/** Asks what else a move changes, and says what it leaves as it is. */
export function FollowerFields({ name, reading, shown }: Props) {
  const { version, stage, holder, isLeaving, others, isArchiving, mustArchive, movable, withheld, kept } = shown
  return (
    <>
      {holder !== undefined && (
        <Typography sx={line}>
          {holder === null ? `No version has ${stage} now.` : `Version ${holder} has ${stage} now.`}
        </Typography>
      )}
      {isLeaving && <Typography sx={line}>Version {version} is in Production now.</Typography>}
      {isActive(stage) && others && (
        <Typography sx={line}>
          {others.length > 0 ? `In ${stage} now: ${versionList(others)}.` : `No version is in ${stage} now.`}
        </Typography>
      )}
      {others && others.length > 0 && (
        <Tick
          label={`Archive ${versionList(others)}${mustArchive ? ' (the policy allows one version at a time)' : ''}`}
          isChecked={isArchiving}
          isDisabled={mustArchive}
          onChange={shown.setArchiving}
        />
      )}
      {movable.map(({ alias, version: from, isTicked }) => (
        <Tick
          key={alias}
          label={from === undefined ? `Give it @${alias}` : `Move @${alias} here from version ${from}`}
          isChecked={isTicked}
          onChange={(checked) => shown.onTick(alias, checked)}
        />
      ))}
      {withheld.length > 0 && (
        <WhomToAsk
          thing={{ model: name }}
          needs={`${withheld.map(stays).join(' ')} ${shown.mayEdit ? needsProduction('move', name) : needsEdit('move aliases', name)}`}
        />
      )}
      {kept.length > 0 && (
        <Typography sx={line}>
          Version {version} keeps {kept.map(({ alias }) => `@${alias}`).join(', ')}. Code that loads the model by this
          alias still gets version {version}.
        </Typography>
      )}
      <ReadNotice what="What this move needs and changes" reading={reading} />
    </>
  )
}

const stays = ({ alias, version }: Followers['shown']['withheld'][number]) =>
  version === undefined ? `@${alias} is not given.` : `@${alias} stays on version ${version}.`

const line = { mb: 1 } as const
