import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Dataset, Run } from '#contract/runs.ts'
import { tagValue } from '#contract/tags.ts'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { Pill } from '../../../ui/text/Pill.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { datasetFacts } from './dataset-facts.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

/** The datasets a run used. */
export function RunDatasets({ run: { inputs } }: { run: Run }) {
  const used = inputs?.dataset_inputs ?? []
  if (used.length === 0) return null
  return (
    <Section title="Datasets">
      <Box component="ul" sx={list}>
        {used.map(({ dataset, tags }, index) => (
          <DatasetUsed key={index} dataset={dataset} context={tagValue(tags, 'mlflow.data.context')} />
        ))}
      </Box>
    </Section>
  )
}

function DatasetUsed({ dataset, context }: { dataset: Dataset; context: string | undefined }) {
  const { place, columns, rows, profile } = datasetFacts(dataset)
  return (
    <li>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 3, rowGap: 1 }}>
        <Typography component="span" variant="body2" sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
          {dataset.name}
        </Typography>
        {context && <Pill title="Used for">{context}</Pill>}
        <span>
          <code title="Digest">{dataset.digest}</code> <CopyButton text={dataset.digest} what="digest" />
        </span>
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {dataset.source_type}: {place}
        {rows !== undefined && ` · ${formatCount(rows)} rows`}
        {profile.map(([name, value]) => ` · ${name} ${value}`)}
      </Typography>
      {columns.length > 0 && (
        <details>
          <summary>
            {columns.length} {columns.length === 1 ? 'column' : 'columns'}
          </summary>
          <Box component="table" aria-label={`Columns of ${dataset.name}`}>
            <tbody>
              {columns.map(({ name, type, isRequired }, index) => (
                <tr key={index}>
                  <th scope="row">{name}</th>
                  <td>
                    {type}
                    {!isRequired && ', optional'}
                  </td>
                </tr>
              ))}
            </tbody>
          </Box>
        </details>
      )}
    </li>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': { py: 2, borderTop: 1, borderColor: 'divider' },
  '& summary': { typography: 'body2', cursor: 'pointer', width: 'fit-content', py: 0.5, color: 'text.secondary' },
  '& table': { borderCollapse: 'collapse', typography: 'body2', maxHeight: 320 },
  '& th': { textAlign: 'left', fontWeight: 400, pr: 6, py: 0.5, overflowWrap: 'anywhere' },
  '& td': { color: 'text.secondary' },
} as const
