import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { Run } from '#contract/runs.ts'
import { codeOf } from '../../../domain/changes/code.ts'
import { datasetsOf } from '../../../domain/changes/datasets.ts'
import { type Part, valueOf } from '../../../domain/changes/part.ts'
import { isChanged, valueChanges } from '../../../domain/changes/values.ts'
import { CommitLink } from '../../../domain/CommitLink.tsx'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { comparisonLink } from '../../../domain/source-code.ts'
import { Missing } from './ChangeCells.tsx'
import { ChangeSection, type Shown } from './ChangeSection.tsx'
import { type ChangeRow, ChangeTable } from './ChangeTable.tsx'
import { textRows } from './text-rows.tsx'

type Props = Shown & { before: Part<Run>; after: Part<Run> }

/** The code and the data that two versions were trained with. */
export function SourceChanges({ before, after, ...shown }: Props) {
  const [was, is] = [valueOf(before), valueOf(after)]
  const facts = [was && factsOf(was), is && factsOf(is)] as const
  const code = codeRows(facts, [before, after])
  const data = textRows(valueChanges(was ? datasetsOf(was) : new Map(), is ? datasetsOf(is) : new Map()), [
    before,
    after,
  ])
  return (
    <>
      <ChangeSection
        title="Code"
        parts={[before, after]}
        isEmpty={code.length === 0}
        none="The source runs record no code."
      >
        <ChangeTable label="Code" what={['fact', 'facts']} rows={code} {...shown} />
        <Comparison facts={facts} />
      </ChangeSection>
      <ChangeSection
        title="Datasets"
        parts={[before, after]}
        isEmpty={data.length === 0}
        none="Neither source run records a dataset."
      >
        <ChangeTable label="Datasets" what={['dataset', 'datasets']} rows={data} {...shown} />
      </ChangeSection>
    </>
  )
}

type Facts = ReturnType<typeof factsOf> | undefined
type BothFacts = readonly [before: Facts, after: Facts]

function codeRows([was, is]: BothFacts, [before, after]: readonly [Part<Run>, Part<Run>]): ChangeRow[] {
  const rows = textRows(valueChanges(codeOf(was), codeOf(is)), [before, after])
  if (!was?.commit && !is?.commit) return rows
  const isSame = !isChanged({ before: was?.commit, after: is?.commit })
  return [{ key: 'Git commit', before: commitCell(was, before), after: commitCell(is, after), isSame }, ...rows]
}

const commitCell = (facts: Facts, part: Part<Run>) =>
  facts?.commit ? (
    <CommitLink repository={facts.repository} commit={facts.commit} length={12} />
  ) : (
    <Missing isKnown={part.state === 'known'} />
  )

/** A link to what was changed in the code, where both commits are of one repository on a known host. */
function Comparison({ facts: [before, after] }: { facts: BothFacts }) {
  if (!before?.commit || !after?.commit || before.commit === after.commit) return null
  const link =
    before.repository === after.repository ? comparisonLink(after.repository, before.commit, after.commit) : undefined
  if (!link) return null
  return (
    <Typography variant="body2" sx={{ mt: 2 }}>
      <Link href={link} target="_blank" rel="noopener noreferrer">
        Compare the commits
      </Link>
    </Typography>
  )
}
