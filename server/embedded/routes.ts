import type { Answer, Checked, EndpointName } from '#contract/endpoints.ts'
import type { Context, MoreOfWrite, RequestContext } from './context.ts'
import type { LongList } from './long-list.ts'

/** Slow parts of a write, such as copying files, that run before and after its transaction. */
export type SlowWrites = {
  [N in EndpointName]?: (
    input: Checked<N>,
    context: Context,
    write: (more?: MoreOfWrite) => Promise<Answer<N>>,
  ) => Promise<Answer<N>>
}

/** Endpoint and route match by name, which types can't express for a name known only at run time. */
export type AnyRoute = (input: unknown, context: Context, request: RequestContext) => unknown
export type AnySlowWrite = (input: unknown, context: Context, write: AnyWrite) => Promise<unknown>
export type AnyWrite = (more?: MoreOfWrite) => Promise<unknown>

/** One function per endpoint; a missing one does not compile. Writes run inside `db.write` and must be synchronous. */
export type Routes = {
  [N in EndpointName]: (
    input: Checked<N>,
    context: Context,
    request: RequestContext,
  ) => Answer<N> | Promise<Answer<N> | LongList>
}
