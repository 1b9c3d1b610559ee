import { invalid } from '#contract/errors.ts'

/** Picks `run_id`, or the `run_uuid` of old clients (docs/rest-contract.md §3). */
export function idOf({ run_id, run_uuid }: { run_id?: string | undefined; run_uuid?: string | undefined }): string {
  // As in MLflow, an empty run_id is not replaced by run_uuid.
  const id = run_id ?? run_uuid
  if (id) return id
  throw invalid(
    "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.",
  )
}
