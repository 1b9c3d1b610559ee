import type { ReactNode } from 'react'
import { BY_TAG, ownTags, tagValue } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { cardParts } from '#contract/card/card.ts'
import { isChanged, valueChanges } from '../../../domain/changes/values.ts'
import { StageChip } from '../../../domain/StageChip.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { Missing } from './ChangeCells.tsx'
import { ChangeSection, type Shown } from './ChangeSection.tsx'
import { type ChangeRow, ChangeTable } from './ChangeTable.tsx'
import { textRows } from './text-rows.tsx'

type Props = Shown & { before: ModelVersion; after: ModelVersion }

/** What the registry says of two versions: stage, aliases, who registered them, description, tags. */
export function RegistryChanges({ before, after, ...shown }: Props) {
  const facts = Object.entries(registered).map(([key, fact]) => factRow(key, fact, before, after))
  const texts = textRows(valueChanges(described(before), described(after)))
  const tags = textRows(valueChanges(tagsOf(before), tagsOf(after)))
  return (
    <>
      <Section title="Registration">
        <ChangeTable label="Registration" what={['fact', 'facts']} rows={[...facts, ...texts]} {...shown} />
      </Section>
      <ChangeSection title="Tags" parts={[]} isEmpty={tags.length === 0} none="Neither version has tags.">
        <ChangeTable label="Tags" what={['tag', 'tags']} rows={tags} {...shown} />
      </ChangeSection>
    </>
  )
}

/** What is compared, and how it is shown. */
type Fact = { text: (version: ModelVersion) => string; cell: (version: ModelVersion) => ReactNode }

const stageOf = ({ current_stage = 'None' }: ModelVersion) => current_stage
const byOf = ({ tags }: ModelVersion) => tagValue(tags, BY_TAG) ?? ''
const aliasesOf = ({ aliases = [] }: ModelVersion) =>
  aliases
    .toSorted()
    .map((alias) => `@${alias}`)
    .join(', ')

const registered: Record<string, Fact> = {
  Stage: { text: stageOf, cell: (version) => <StageChip stage={stageOf(version)} /> },
  Aliases: { text: aliasesOf, cell: (version) => aliasesOf(version) || <Missing /> },
  Registered: {
    text: ({ creation_timestamp = 0 }) => String(creation_timestamp),
    cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} />,
  },
  'Registered by': {
    text: byOf,
    cell: (version) => (byOf(version) ? <bdi>{byOf(version)}</bdi> : <Missing isKnown={false} />),
  },
}

function factRow(key: string, { text, cell }: Fact, before: ModelVersion, after: ModelVersion): ChangeRow {
  const isSame = !isChanged({ before: text(before), after: text(after) })
  return { key, before: cell(before), after: cell(after), isSame }
}

/** The fields of a card in the description, and the rest of it. */
const described = ({ description }: ModelVersion) => cardParts(description)
const tagsOf = ({ tags }: ModelVersion) => new Map(ownTags(tags).map(({ key, value }) => [key, value]))
