import type { Dataset, Run } from '#contract/runs.ts'
import { jsonIn } from '#contract/python-json.ts'
import { tagValue } from '#contract/tags.ts'

/** What is told of one dataset, as lines: digest, rows, columns. */
export function datasetsOf(run: Run): Map<string, string> {
  const found = new Map<string, string>()
  for (const { dataset, tags } of run.inputs?.dataset_inputs ?? []) {
    const context = tagValue(tags, 'mlflow.data.context')
    const key = context ? `${dataset.name} (${context})` : dataset.name
    const other = found.get(key)
    found.set(key, other === undefined ? told(dataset) : `${other}\n\n${told(dataset)}`)
  }
  return found
}

function told({ digest, profile, schema }: Dataset): string {
  const rows = rowsOf(profile)
  const columns = columnsOf(schema)
  return [`Digest ${digest}`, rows !== undefined && `${rows} rows`, ...columns].filter(Boolean).join('\n')
}

function rowsOf(profile = ''): string | undefined {
  const rows = fields(jsonIn(profile))?.['num_rows']
  return typeof rows === 'number' || typeof rows === 'bigint' ? String(rows) : undefined
}

/** `distance: double`, one for each column; the whole text of a schema of another kind, or cut off at the server's limit. */
function columnsOf(schema = ''): string[] {
  const columns = fields(jsonIn(schema))?.['mlflow_colspec']
  if (!Array.isArray(columns)) return schema && schema !== 'null' ? [schema] : []
  return columns.map((column) => {
    const { name, type } = fields(column) ?? {}
    return `${typeof name === 'string' ? name : 'unnamed'}: ${typeof type === 'string' ? type : 'unknown type'}`
  })
}

const fields = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined // checked just now
