import type { Answer, Checked, EndpointName } from '#contract/endpoints.ts'
import type { Context } from './context.ts'

/** One function per endpoint: a missing one does not compile. Writes run inside `db.write` and must be synchronous. */
export type Routes = {
  [N in EndpointName]: (input: Checked<N>, context: Context) => Answer<N> | Promise<Answer<N>>
}
